extension PlotFrame {
  /// Which lines are drawn behind the marks.
  package enum Grid: Sendable { case both, level, none }

  /// Draws the lines that lie behind the marks: where the ticks of the left axis and the second scale are.
  package func drawBackground(on canvas: any Canvas, secondScale: SecondScale? = nil, grid: Grid = .both) {
    guard grid != .none else { return }
    let style = StrokeStyle(color: canvas.theme.gridLine, width: 0.6)
    for tick in verticalTicks {
      guard let place = vertical.place(tick.value) else { continue }
      canvas.stroke(.line(from: Point(plot.left, place), to: Point(plot.right, place)), style: style)
    }
    guard grid == .both else { return }
    for place in uprightPlaces(secondScale) {
      canvas.stroke(.line(from: Point(place, plot.top), to: Point(place, plot.bottom)), style: style)
    }
  }

  /// Draws the axes with their ticks and labels, and the title.
  package func drawAxes(on canvas: any Canvas, secondScale: SecondScale? = nil) {
    let line = StrokeStyle(color: canvas.theme.axisLine, width: 0.8)
    let length = Self.tickLength
    canvas.stroke(
      Path(through: [Point(plot.left, plot.top), Point(plot.left, plot.bottom), Point(plot.right, plot.bottom)]),
      style: line)
    for tick in verticalTicks {
      guard let place = vertical.place(tick.value) else { continue }
      canvas.stroke(.line(from: Point(plot.left - length, place), to: Point(plot.left, place)), style: line)
      canvas.draw(
        tick.label, at: Point(plot.left - length - 2, place), font: Typography.tickFont, color: canvas.theme.ink,
        anchor: TextAnchor(.right, .middle))
    }
    for tick in horizontalTicks {
      guard let place = horizontal.place(tick.value) else { continue }
      canvas.stroke(.line(from: Point(place, plot.bottom), to: Point(place, plot.bottom + length)), style: line)
      canvas.draw(
        tick.label, at: Point(place, plot.bottom + length + 2), font: Typography.tickFont, color: canvas.theme.ink,
        anchor: namesAreUpright ? TextAnchor(.right, .middle) : TextAnchor(.center, .top),
        direction: namesAreUpright ? .upwards : .horizontal)
    }
    drawMinorTicks(on: canvas)
    if let secondScale { drawSecondScale(secondScale, on: canvas) }
    drawLabels(on: canvas)
  }

  private func drawMinorTicks(on canvas: any Canvas) {
    let line = StrokeStyle(color: canvas.theme.axisLine, width: 0.5)
    if vertical.scale == .logarithmic, vertical.marks == nil {
      for value in Ticks.minor(vertical.limits) {
        guard let place = vertical.place(value) else { continue }
        canvas.stroke(.line(from: Point(plot.left - 2, place), to: Point(plot.left, place)), style: line)
      }
    }
    if horizontal.scale == .logarithmic, horizontal.marks == nil {
      for value in Ticks.minor(horizontal.limits) {
        guard let place = horizontal.place(value) else { continue }
        canvas.stroke(.line(from: Point(place, plot.bottom), to: Point(place, plot.bottom + 2)), style: line)
      }
    }
  }

  private func drawSecondScale(_ scale: SecondScale, on canvas: any Canvas) {
    let line = StrokeStyle(color: canvas.theme.axisLine, width: 0.8)
    canvas.stroke(.line(from: Point(plot.left, plot.top), to: Point(plot.right, plot.top)), style: line)
    for tick in secondTicks {
      guard let place = horizontal.place(scale.places[Int(tick.value)]) else { continue }
      canvas.stroke(
        .line(from: Point(place, plot.top - Self.tickLength), to: Point(place, plot.top)), style: line)
      canvas.draw(
        tick.label, at: Point(place, plot.top - Self.tickLength - 1), font: Typography.tickFont,
        color: canvas.theme.ink,
        anchor: TextAnchor(.center, .bottom))
    }
  }

  private func drawLabels(on canvas: any Canvas) {
    let tickHeight = canvas.measure("0", font: Typography.tickFont).height
    let titleHeight = canvas.measure("0", font: Typography.titleFont).height
    for (index, line) in titleLines.enumerated() {
      canvas.draw(
        line, at: Point(canvas.size.width / 2, titleTop + Double(index) * titleHeight), font: Typography.titleFont,
        color: canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    let middle = plot.center
    if !horizontalLabel.isEmpty {
      canvas.draw(
        horizontalLabel, at: Point(middle.x, plot.bottom + Self.tickLength + lowerTextHeight + Self.gap / 2),
        font: Typography.labelFont, color: canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    if !secondLabel.isEmpty {
      canvas.draw(
        secondLabel, at: Point(middle.x, plot.top - Self.tickLength - tickHeight - Self.gap / 2),
        font: Typography.labelFont, color: canvas.theme.ink, anchor: TextAnchor(.center, .bottom))
    }
    if !verticalLabel.isEmpty {
      canvas.draw(
        verticalLabel, at: Point(verticalLabelLeft, middle.y), font: Typography.labelFont, color: canvas.theme.ink,
        anchor: TextAnchor(.center, .top), direction: .upwards)
    }
    let noteHeight = canvas.measure("0", font: Typography.noteFont).height
    let corner = Point(canvas.size.width - Typography.margin, canvas.size.height - Typography.margin)
    for (index, line) in noteLines.reversed().enumerated() {
      canvas.draw(
        line, at: Point(corner.x, corner.y - Double(index) * noteHeight), font: Typography.noteFont,
        color: canvas.theme.quietInk, anchor: TextAnchor(.right, .bottom))
    }
  }

  private func uprightPlaces(_ scale: SecondScale?) -> [Double] {
    guard let scale, !secondTicks.isEmpty else { return horizontalTicks.compactMap { horizontal.place($0.value) } }
    return secondTicks.compactMap { horizontal.place(scale.places[Int($0.value)]) }
  }
}
