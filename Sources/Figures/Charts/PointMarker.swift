/// The shapes of points, which tell groups apart where colours alone do not.
package enum PointMarker: CaseIterable, Hashable, Sendable {
  case circle
  case square
  case triangle
  case plus
  case diamond
  case fallingTriangle
  case cross

  /// The shape of the group at `index` of `count`: circles, where there is a colour for each group; else another shape for
  /// each, and another order of them whenever the colours begin again. In a theme that tells lines apart by dashes, whose
  /// greys are too alike, each group has its own shape.
  package static func marker(_ index: Int, of count: Int, in theme: Theme) -> PointMarker {
    guard theme.dashes.count == 1 else { return allCases[index % allCases.count] }
    guard count > theme.series.count else { return .circle }
    return allCases[(index + index / theme.series.count) % allCases.count]
  }

  /// How far from its center a shape reaches at most, in radii.
  package static let reach = 1.34

  /// The shape around `center`, which looks about as large as a circle of `radius`.
  package func path(center: Point, radius: Double) -> Path {
    guard self != .circle else { return .circle(center: center, radius: radius) }
    var path = Path(through: corners.lazy.map { Point(center.x + radius * $0.x, center.y + radius * $0.y) })
    path.elements.append(.close)
    return path
  }

  /// Draws shapes around all of `centers` as one.
  func draw(at centers: [Point], radius: Double, color: Color, on canvas: any Canvas) {
    guard !centers.isEmpty else { return }
    var all = Path()
    if self == .circle {
      // A line of no length with round ends is a dot, and the shortest way to write one.
      for center in centers {
        all.move(to: center)
        all.line(to: center)
      }
      canvas.stroke(all, style: StrokeStyle(color: color, width: 2 * radius, hasRoundEnds: true))
    } else {
      for center in centers { all.elements += path(center: center, radius: radius).elements }
      canvas.fill(all, color: color)
    }
  }

  /// The corners around the origin, for a radius of 1.
  private var corners: [Point] {
    switch self {
    case .circle: []
    case .square: [Point(-0.89, -0.89), Point(0.89, -0.89), Point(0.89, 0.89), Point(-0.89, 0.89)]
    case .triangle: [Point(0, -1.34), Point(1.16, 0.67), Point(-1.16, 0.67)]
    case .fallingTriangle: [Point(0, 1.34), Point(-1.16, -0.67), Point(1.16, -0.67)]
    case .diamond: [Point(0, -1.25), Point(1.25, 0), Point(0, 1.25), Point(-1.25, 0)]
    case .plus: Self.cornersOfPlus
    // The plus, turned by 45 degrees.
    case .cross: Self.cornersOfPlus.map { Point(($0.x - $0.y) * 0.5.squareRoot(), ($0.x + $0.y) * 0.5.squareRoot()) }
    }
  }

  private static let cornersOfPlus = [
    (-0.4, -1.27), (0.4, -1.27), (0.4, -0.4), (1.27, -0.4), (1.27, 0.4), (0.4, 0.4), (0.4, 1.27), (-0.4, 1.27),
    (-0.4, 0.4), (-1.27, 0.4), (-1.27, -0.4), (-0.4, -0.4),
  ].map { Point($0.0, $0.1) }
}
