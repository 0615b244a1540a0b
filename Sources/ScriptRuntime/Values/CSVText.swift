/// Texts as CSV holds them.
///
/// Source: RFC 4180, section 2.
enum CSVText {
  /// A text as a cell, in quotes where it holds what would end it.
  static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
