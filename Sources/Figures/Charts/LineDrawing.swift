/// How lines and their markers look.
enum LineDrawing {
  static let markerRadius = 2.6

  /// The dashes of a line; what lies behind another one is too thin for a pattern.
  static func dashes(of line: Line, in theme: Theme) -> [Double] {
    line.stroke == .dashed ? [4, 2.5] : line.isFaded ? [] : theme.dashes(line.colorIndex)
  }

  /// Draws `pieces` in the look of `line`, with its marker at each of `markers`.
  static func draw(pieces: [[Point]], markers: [Point], line: Line, on canvas: any Canvas) {
    let color = canvas.theme.color(line.colorIndex)
    let dashes = dashes(of: line, in: canvas.theme)
    let style = StrokeStyle(
      color: line.isFaded ? color.opacity(0.28) : color, width: line.isFaded ? 0.5 : 1.6,
      dashes: dashes, hasRoundEnds: dashes.isEmpty)
    if line.stroke != .none {
      var path = Path()
      for piece in pieces where piece.count > 1 {
        for (index, point) in piece.enumerated() {
          if index == 0 { path.move(to: point) } else { path.line(to: point) }
        }
      }
      if !path.elements.isEmpty { canvas.stroke(path, style: style) }
      // A point between two gaps has no line to be seen by.
      if line.marker == .none {
        for piece in pieces where piece.count == 1 {
          canvas.fill(.circle(center: piece[0], radius: line.isFaded ? 0.8 : 1.6), color: style.color)
        }
      }
    }
    guard line.marker != .none else { return }
    for point in markers {
      let circle = Path.circle(center: point, radius: markerRadius)
      canvas.fill(circle, color: line.marker == .ring ? canvas.theme.paper : color)
      canvas.stroke(circle, style: StrokeStyle(color: color, width: 1.2))
    }
  }
}
