internal import Basics

extension Unicode.Scalar {
  /// Whether a terminal obeys the character rather than showing it.
  var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }

  /// How many of a terminal's columns a character takes: none where the terminal obeys it or it joins the one before, two
  /// where it is wide.
  package var terminalWidth: Int { isControl ? 0 : columns }
}

extension Character {
  /// How many of a terminal's columns the character takes, of however many code points it is made.
  package var terminalWidth: Int {
    // The selector makes a picture of the character before.
    unicodeScalars.reduce(0) { max($0, $1 == "\u{FE0F}" ? 2 : $1.terminalWidth) }
  }
}

extension String {
  /// How many of a terminal's columns the text takes.
  package var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }

  /// What a terminal shows of the text.
  var withoutControls: String { String(UnicodeScalarView(unicodeScalars.filter { !$0.isControl })) }

  /// The text, or as much of its beginning as fits, with an ellipsis behind it.
  package func fitting(columns: Int) -> String {
    guard terminalWidth > columns else { return self }
    var text = ""
    var width = 0
    for character in self {
      width += character.terminalWidth
      if width > columns - 1 { break }
      text.append(character)
    }
    return columns > 0 ? text + "…" : ""
  }
}
