/// What of a text a typeface can be asked to draw.
enum Typeface {
  /// `text` on one line with nothing in it that has no shape: line breaks and tabs become spaces, other control
  /// characters and what Unicode keeps free, which neither Cairo nor XML take, the replacement character.
  static func drawable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isShapeless) else { return text }
    var drawn = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t", "\u{B}", "\u{C}", "\u{85}": drawn.append(" ")
      case _ where isShapeless(scalar): drawn.append("\u{FFFD}")
      default: drawn.append(scalar)
      }
    }
    return String(drawn)
  }

  private static func isShapeless(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
  }
}
