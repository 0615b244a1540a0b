internal import Basics

/// Texts measured in a terminal's columns.
enum CharacterText {
  /// How many columns a character takes.
  static func width(_ character: Character) -> Int {
    if character.isNewline { return 0 }
    return character.unicodeScalars.map(\.columns).max() ?? 0
  }

  /// How many columns a text takes.
  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// A text, or as much of its beginning as fits with an ellipsis behind it.
  static func shortened(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var (kept, room) = ("", columns - 1)
    for character in text {
      room -= width(character)
      if room < 0 { break }
      kept.append(character)
    }
    return columns > 0 ? kept + "…" : ""
  }

  /// A text with spaces before it that make it so wide.
  static func rightAligned(_ text: String, to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - width(text))) + text
  }

  /// A text in at most so many lines, broken between words; the last line is shortened.
  static func wrapped(_ text: String, to columns: Int, lines most: Int) -> [String] {
    var lines: [String] = []
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    while let first = words.popFirst() {
      var line = first
      while let next = words.first, width(line) + 1 + width(next) <= columns {
        line += " " + next
        words.removeFirst()
      }
      if lines.count == most - 1 {
        lines.append(shortened(([line] + words).joined(separator: " "), to: columns))
        break
      }
      lines.append(shortened(line, to: columns))
    }
    return lines
  }
}
