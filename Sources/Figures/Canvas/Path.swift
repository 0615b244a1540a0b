/// A drawing path of straight lines and circles, in points.
package struct Path: Hashable, Sendable {
  package enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case circle(center: Point, radius: Double)
    case close
  }

  package var elements: [Element] = []

  package init() {}

  /// The open line through `points`.
  package init(through points: some Sequence<Point>) {
    for point in points { elements.append(elements.isEmpty ? .move(point) : .line(point)) }
  }

  package init(_ rectangle: Rectangle) {
    elements = [
      .move(Point(rectangle.left, rectangle.top)), .line(Point(rectangle.right, rectangle.top)),
      .line(Point(rectangle.right, rectangle.bottom)), .line(Point(rectangle.left, rectangle.bottom)), .close,
    ]
  }

  package static func line(from start: Point, to end: Point) -> Path { Path(through: [start, end]) }

  package static func circle(center: Point, radius: Double) -> Path {
    var path = Path()
    path.elements = [.circle(center: center, radius: radius)]
    return path
  }

  package mutating func move(to point: Point) { elements.append(.move(point)) }
  package mutating func line(to point: Point) { elements.append(.line(point)) }
}
