/// An upright line at a number of the lower axis, with the number beside its upper end.
struct ThresholdMark {
  private let line: Double
  private let top, bottom: Double
  private let text: String
  private let anchor: TextAnchor
  private let place: Point
  private let size: Size

  private static let gap = 3.0

  /// Nil where the number has no place on the axis.
  init?(_ number: Double, in frame: PlotFrame, on canvas: any Canvas) {
    guard let line = frame.horizontal.place(number) else { return nil }
    self.line = line
    (top, bottom) = (frame.plot.top, frame.plot.bottom)
    text = "threshold \(NumberLabels.short(number))"
    let measured = canvas.measure(text, font: Typography.noteFont)
    size = Size(measured.width, measured.height)
    // At its right, unless it would leave the chart there.
    let isRight = line + Self.gap + size.width <= frame.plot.right
    anchor = TextAnchor(isRight ? TextAnchor.Horizontal.left : .right, .top)
    place = Point(isRight ? line + Self.gap : line - Self.gap, frame.plot.top + 1)
  }

  /// What a legend must not cover.
  var areas: [Rectangle] {
    let left = anchor.horizontal == .left ? place.x : place.x - size.width
    return [
      Rectangle(left: line - 0.5, top: top, right: line + 0.5, bottom: bottom),
      Rectangle(left: left, top: place.y, right: left + size.width, bottom: place.y + size.height),
    ]
  }

  func draw(on canvas: any Canvas) {
    canvas.stroke(
      .line(from: Point(line, top), to: Point(line, bottom)),
      style: StrokeStyle(color: canvas.theme.ink, width: 1, dashes: [4, 3]))
    canvas.draw(text, at: place, font: Typography.noteFont, color: canvas.theme.ink, anchor: anchor)
  }
}
