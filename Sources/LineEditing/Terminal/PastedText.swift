/// What a terminal sends as pasted, made fit for an entry.
package enum PastedText {
  /// What comes behind what is pasted.
  static let end = Array("\u{1B}[201~".utf8)

  /// The text: line ends are `\n`, and there are no control characters but tabs.
  package static func text(of bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var follows: Unicode.Scalar = " "
    for character in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { follows = character }
      if character == "\r" || character == "\n" {
        if character == "\n", follows == "\r" { continue }
        text.append("\n")
      } else if character == "\t" || !character.isControl {
        text.append(character)
      }
    }
    return String(text)
  }
}
