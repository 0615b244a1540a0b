/// A size and weight of the one typeface that figures are set in.
package struct Font: Hashable, Sendable {
  /// The size in points.
  package var size: Double
  package var isBold: Bool

  package init(size: Double, isBold: Bool = false) {
    self.size = size
    self.isBold = isBold
  }
}

/// What a line of text takes up, in points; `ascent` and `descent` are the font's, the same for every text.
package struct TextExtent: Hashable, Sendable {
  package var width: Double
  package var ascent: Double
  package var descent: Double

  package init(width: Double, ascent: Double, descent: Double) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
  }

  package var height: Double { ascent + descent }
}

/// Which place of a text stands at the point it is drawn at.
package struct TextAnchor: Hashable, Sendable {
  package enum Horizontal: Sendable { case left, center, right }
  package enum Vertical: Sendable { case top, middle, baseline, bottom }

  package var horizontal: Horizontal
  package var vertical: Vertical

  package init(_ horizontal: Horizontal, _ vertical: Vertical) {
    self.horizontal = horizontal
    self.vertical = vertical
  }
}

/// How a text runs: along the line, or turned a quarter to the left as labels of vertical axes are.
package enum TextDirection: Sendable { case horizontal, upwards }
