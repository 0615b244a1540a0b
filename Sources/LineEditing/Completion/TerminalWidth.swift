extension Unicode.Scalar {
  /// Whether a terminal obeys the character rather than showing it.
  var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }

  /// How many of a terminal's columns a character takes: none where it joins the one before, two where it is wide.
  package var terminalWidth: Int {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: return 0
    case 0x20..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}

extension String {
  /// How many of a terminal's columns the text takes.
  package var terminalWidth: Int { unicodeScalars.reduce(0) { $0 + $1.terminalWidth } }

  /// What a terminal shows of the text.
  var withoutControls: String { String(UnicodeScalarView(unicodeScalars.filter { !$0.isControl })) }

  /// The text, or as much of its beginning as fits, with an ellipsis behind it.
  package func fitting(columns: Int) -> String {
    guard terminalWidth > columns else { return self }
    var text = ""
    var width = 0
    for character in self {
      width += String(character).terminalWidth
      if width > columns - 1 { break }
      text.append(character)
    }
    return columns > 0 ? text + "…" : ""
  }
}
