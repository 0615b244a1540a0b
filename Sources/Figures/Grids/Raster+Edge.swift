extension Raster {
  /// How far a colour may lie from another, in steps of a channel, and not be told from it.
  private static let alike = 12

  /// Whether more than a third of the pixels at its edge cannot be told from a colour, so that one does not see where it
  /// ends.
  /// - Complexity: O(width + height).
  func edge(isLike color: Color) -> Bool {
    guard width > 0, height > 0 else { return false }
    let wanted = [color.red, color.green, color.blue].map { Int(($0 * 255).rounded()) }
    var (all, like) = (0, 0)
    func look(_ row: Int, _ column: Int) {
      let place = (row * width + column) * 3
      all += 1
      if (0..<3).allSatisfy({ abs(Int(pixels[place + $0]) - wanted[$0]) <= Self.alike }) { like += 1 }
    }
    for column in 0..<width {
      look(0, column)
      look(height - 1, column)
    }
    for row in 1..<max(1, height - 1) {
      look(row, 0)
      look(row, width - 1)
    }
    return 3 * like > all
  }
}

extension Canvas {
  /// Draws a fine line around a picture that is as light or dark as the page where it ends; none around any other.
  func drawEdge(of picture: Raster, in place: Rectangle) {
    guard picture.edge(isLike: theme.paper) else { return }
    stroke(Path(place.inset(by: -0.25)), style: StrokeStyle(color: theme.axisLine.opacity(0.5), width: 0.5))
  }
}
