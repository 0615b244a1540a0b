extension FigureSheet: FigureContent {
  package var summary: String {
    "A page of \(SummaryText.count(parts.count, "figure")). "
      + parts.enumerated().map { "\(Self.letter($0)) \($1.content.summary)" }.joined(separator: " ")
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) throws(FigureError) -> Size {
    try SheetLayout(self, size: size, canvas: canvas).page
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let layout = try SheetLayout(self, size: size, canvas: canvas)
    let titleHeight = canvas.measure("0", font: Typography.titleFont).height
    for (index, line) in layout.titleLines.enumerated() {
      canvas.draw(
        line, at: Point(canvas.size.width / 2, Typography.margin + Double(index) * titleHeight),
        font: Typography.titleFont, color: canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    layout.legend?.draw(on: canvas)
    for place in layout.places {
      if canvas.stop.isSet { return }
      draw(place, on: canvas)
      let part = CanvasPart(
        canvas, size: Size(place.frame.width, place.frame.height), offset: Point(place.frame.left, place.frame.top))
      try place.content.draw(on: part, size: place.size)
    }
  }

  /// Draws a letter, and its caption beside it.
  private func draw(_ place: SheetLayout.Place, on canvas: any Canvas) {
    canvas.draw(
      place.letter, at: place.corner, font: SheetLayout.letterFont, color: canvas.theme.ink,
      anchor: TextAnchor(.left, .top))
    let letter = canvas.measure(place.letter, font: SheetLayout.letterFont)
    let left = place.corner.x + letter.width + SheetLayout.letterGap
    // The first lines of both stand on one line.
    let first = place.corner.y + letter.ascent - canvas.measure("0", font: Typography.captionFont).ascent
    let height = canvas.measure("0", font: Typography.captionFont).height
    for (index, line) in place.caption.enumerated() {
      canvas.draw(
        line, at: Point(left, first + Double(index) * height), font: Typography.captionFont, color: canvas.theme.ink,
        anchor: TextAnchor(.left, .top))
    }
  }
}
