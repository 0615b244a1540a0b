/// Text cut into lines that keep what ends them: `\n`, `\r\n` or `\r`.
enum PercentLines {
  /// The lines with their ends; the last may have none.
  static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if previous == "\n" || (previous == "\r" && scalar != "\n") {
        lines.append(String(line))
        line.removeAll()
      }
      line.append(scalar)
      previous = scalar
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  /// A line without what ends it.
  static func content(_ line: String) -> String {
    var scalars = line.unicodeScalars
    if scalars.last == "\n" { scalars.removeLast() }
    if scalars.last == "\r" { scalars.removeLast() }
    return String(scalars)
  }

  /// Whether a line's end is the last of some text.
  static func endsLine(_ text: String) -> Bool {
    text.unicodeScalars.last == "\n" || text.unicodeScalars.last == "\r"
  }
}
