internal import Basics

/// How many columns of a terminal a character takes.
package enum DisplayWidth {
  /// 0, 1 or 2 columns; a control character counts as the one column of its stand-in.
  package static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      // It makes a picture of the character before.
      if scalar == "\u{FE0F}" { return max(width, 2) }
      width = max(width, scalar.columns)
    }
    return width
  }
}
