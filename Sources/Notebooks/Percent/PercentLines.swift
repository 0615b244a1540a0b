/// Text cut into lines that keep what ends them: `\n`, `\r\n` or `\r`.
enum PercentLines {
  /// The lines with their ends; the last may have none.
  static func split(_ text: String) -> [String] {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8
    var lines: [String] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { bytes.formIndex(after: &index) }
      lines.append(String(text.unicodeScalars[start..<index]))
      start = index
    }
    if start < bytes.endIndex { lines.append(String(text.unicodeScalars[start...])) }
    return lines
  }

  /// A line without what ends it.
  static func content(_ line: String) -> String {
    String(line.unicodeScalars.dropLast(end(line).unicodeScalars.count))
  }

  /// What ends a line; empty for none.
  static func end(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let last = scalars.last else { return "" }
    if last == "\r" { return "\r" }
    guard last == "\n" else { return "" }
    return scalars.dropLast().last == "\r" ? "\r\n" : "\n"
  }

  /// Whether a line's end is the last of some text.
  static func endsLine(_ text: String) -> Bool {
    text.unicodeScalars.last == "\n" || text.unicodeScalars.last == "\r"
  }

  /// Whether there is nothing but white space.
  static func isBlank(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
