/// Marks that stand in prose for pieces which Markdown is not to read: a number between two characters of no meaning.
enum ProseMarks {
  private static let (opening, closing): (Unicode.Scalar, Unicode.Scalar) = ("\u{F8FE}", "\u{F8FF}")

  /// The mark of a number.
  static func mark(_ number: Int) -> String { "\(opening)\(number)\(closing)" }

  /// A text without the characters of marks.
  static func cleared(_ text: String) -> String {
    text.unicodeScalars.contains { $0 == opening || $0 == closing }
      ? text.replacing(String(opening), with: "\u{FFFD}").replacing(String(closing), with: "\u{FFFD}") : text
  }

  /// A text with something in the place of each mark.
  static func filled(_ text: String, with content: (Int) -> String) -> String {
    guard text.unicodeScalars.contains(opening) else { return text }
    var filled = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == opening, let end = rest.firstIndex(of: closing), let number = Int(String(rest[..<end])) else {
        filled.append(scalar)
        continue
      }
      filled += content(number).unicodeScalars
      rest = rest[rest.index(after: end)...]
    }
    return String(filled)
  }
}
