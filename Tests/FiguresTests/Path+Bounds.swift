import Figures

extension Path {
  /// The rectangle around its points.
  var bounds: Rectangle {
    let points = elements.flatMap { element -> [Point] in
      switch element {
      case .move(let point), .line(let point): [point]
      case .circle(let center, let radius):
        [Point(center.x - radius, center.y - radius), Point(center.x + radius, center.y + radius)]
      case .close: []
      }
    }
    let (x, y) = (points.map(\.x), points.map(\.y))
    return Rectangle(left: x.min() ?? 0, top: y.min() ?? 0, right: x.max() ?? 0, bottom: y.max() ?? 0)
  }
}
