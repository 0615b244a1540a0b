/// A place on a figure, in points (1/72 inch) from its upper left corner.
package struct Point: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A width and a height, in points (1/72 inch).
package struct Size: Hashable, Sendable {
  package var width: Double
  package var height: Double

  package init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle in points; `bottom` is larger than `top`, as on a page read downwards.
package struct Rectangle: Hashable, Sendable {
  package var left: Double
  package var top: Double
  package var right: Double
  package var bottom: Double

  package init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  package init(left: Double, top: Double, width: Double, height: Double) {
    self.init(left: left, top: top, right: left + width, bottom: top + height)
  }

  package var width: Double { right - left }
  package var height: Double { bottom - top }
  package var center: Point { Point((left + right) / 2, (top + bottom) / 2) }

  package func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  /// Whether `other` lies inside this rectangle, give or take `tolerance` points.
  package func contains(_ other: Rectangle, tolerance: Double = 0) -> Bool {
    other.left >= left - tolerance && other.right <= right + tolerance
      && other.top >= top - tolerance && other.bottom <= bottom + tolerance
  }

  /// Whether the insides of the two rectangles share any place.
  package func overlaps(_ other: Rectangle) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  package func inset(by margin: Double) -> Rectangle {
    Rectangle(left: left + margin, top: top + margin, right: right - margin, bottom: bottom - margin)
  }
}
