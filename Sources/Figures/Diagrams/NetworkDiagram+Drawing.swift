extension NetworkDiagram: FigureContent {
  package var summary: String {
    let steps = stages.enumerated().map { place, stage in
      let times = groups.compactMap { group -> String? in
        guard case .repeated(let times) = group.kind, group.end == place else { return nil }
        return group.stages.count == 1 ? " (\(times) times)" : " (the last \(group.stages.count), \(times) times)"
      }
      return (stage.name.isEmpty ? "" : stage.name + " to ") + stage.shape.text + times.joined()
    }
    return "A network drawn from left to right: \(steps.joined(separator: ", ")); \(ParameterText.footer(stages))."
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) throws(FigureError) -> Size {
    try ScaledDiagram(self, size: size, canvas: canvas).page
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let scaled = try ScaledDiagram(self, size: size, canvas: canvas)
    let (layout, canvas) = (scaled.layout, scaled.part(of: canvas))
    let middle = layout.page.width / 2
    draw(
      layout.titleLines, at: Point(middle, Typography.margin), font: Typography.titleFont, color: canvas.theme.ink,
      on: canvas)
    for row in layout.rows {
      for column in row.columns {
        drawArrow(to: column, axis: row.axis, on: canvas)
        drawBox(column, on: canvas)
        drawLabels(column, on: canvas)
      }
      for detour in row.detours { draw(detour, axis: row.axis, on: canvas) }
      for repetition in row.repetitions { draw(repetition, on: canvas) }
      for bracket in row.brackets { draw(bracket, on: canvas) }
    }
    draw(
      layout.footerLines, at: Point(middle, layout.footerTop), font: DiagramLayout.footerFont,
      color: canvas.theme.quietInk,
      on: canvas)
  }

  /// Draws lines one under another, each in the middle.
  private func draw(_ lines: [String], at point: Point, font: Font, color: Color, on canvas: any Canvas) {
    let height = canvas.measure("0", font: font).height
    for (index, line) in lines.enumerated() {
      canvas.draw(
        line, at: Point(point.x, point.y + Double(index) * height), font: font, color: color,
        anchor: TextAnchor(.center, .top))
    }
  }

  private func drawArrow(to column: DiagramLayout.Column, axis: Double, on canvas: any Canvas) {
    guard let arrow = column.arrow else { return }
    let tip = Point(arrow.upperBound - 1.5, axis)
    canvas.stroke(
      .line(from: Point(arrow.lowerBound + 1.5, axis), to: Point(tip.x - 3, axis)),
      style: StrokeStyle(color: canvas.theme.axisLine, width: 0.8))
    var head = Path(through: [tip, Point(tip.x - 5, axis - 2.2), Point(tip.x - 5, axis + 2.2)])
    head.elements.append(.close)
    canvas.fill(head, color: canvas.theme.axisLine)
    let height = canvas.measure("0", font: DiagramLayout.layerFont).height
    let left = (arrow.lowerBound + arrow.upperBound - Double(column.layerLines.count) * height) / 2
    for (index, line) in column.layerLines.enumerated() {
      canvas.draw(
        line, at: Point(left + Double(index) * height, axis - DiagramLayout.layerRise),
        font: DiagramLayout.layerFont, color: canvas.theme.ink, anchor: TextAnchor(.left, .top), direction: .upwards)
    }
  }

  private func drawBox(_ column: DiagramLayout.Column, on canvas: any Canvas) {
    let color = canvas.theme.color(column.stage.part.colorIndex)
    let edge = StrokeStyle(color: color, width: 0.8)
    let front = column.front
    let depth = column.depth
    func face(_ points: [Point], opacity: Double) {
      var path = Path(through: points)
      path.elements.append(.close)
      canvas.fill(path, color: color.opacity(opacity))
      canvas.stroke(path, style: edge)
    }
    let leftTop = Point(front.left, front.top)
    let rightTop = Point(front.right, front.top)
    let rightBottom = Point(front.right, front.bottom)
    if depth > 0 {
      func back(_ point: Point) -> Point { Point(point.x + depth, point.y - depth) }
      face([leftTop, back(leftTop), back(rightTop), rightTop], opacity: 0.18)
      face([rightTop, back(rightTop), back(rightBottom), rightBottom], opacity: 0.55)
    }
    face([leftTop, rightTop, rightBottom, Point(front.left, front.bottom)], opacity: 0.35)
  }

  private func drawLabels(_ column: DiagramLayout.Column, on canvas: any Canvas) {
    let middle = (column.extent.lowerBound + column.extent.upperBound) / 2
    canvas.draw(
      column.shapeText, at: Point(middle, column.labelTop), font: DiagramLayout.shapeFont, color: canvas.theme.ink,
      anchor: TextAnchor(.center, .top))
    guard !column.countText.isEmpty else { return }
    let height = canvas.measure("0", font: DiagramLayout.shapeFont).height
    canvas.draw(
      column.countText, at: Point(middle, column.labelTop + height), font: DiagramLayout.countFont,
      color: canvas.theme.quietInk, anchor: TextAnchor(.center, .top))
  }

  /// A line round a block, and the sign where it is added.
  private func draw(_ detour: DiagramLayout.Detour, axis: Double, on canvas: any Canvas) {
    let style = StrokeStyle(color: canvas.theme.axisLine, width: 0.8)
    func line(from start: Point, to end: Point) { canvas.stroke(.line(from: start, to: end), style: style) }
    line(from: Point(detour.extent.lowerBound, detour.bottom), to: Point(detour.extent.upperBound, detour.bottom))
    if let start = detour.start { line(from: Point(start, axis), to: Point(start, detour.bottom)) }
    guard let end = detour.end else { return }
    let radius = DiagramLayout.sumRadius
    line(from: Point(end, axis + radius), to: Point(end, detour.bottom))
    let sign = Path.circle(center: Point(end, axis), radius: radius)
    canvas.fill(sign, color: canvas.theme.paper)
    canvas.stroke(sign, style: style)
    line(from: Point(end - radius / 2, axis), to: Point(end + radius / 2, axis))
    line(from: Point(end, axis - radius / 2), to: Point(end, axis + radius / 2))
  }

  private func draw(_ repetition: DiagramLayout.Repetition, on canvas: any Canvas) {
    drawBracket(
      repetition.text, under: repetition.extent, top: repetition.top, font: DiagramLayout.countFont,
      color: canvas.theme.quietInk, on: canvas)
  }

  private func draw(_ bracket: DiagramLayout.Bracket, on canvas: any Canvas) {
    drawBracket(
      bracket.part.rawValue, under: bracket.extent, top: bracket.top, font: DiagramLayout.partFont,
      color: canvas.theme.color(bracket.part.colorIndex), on: canvas)
  }

  private func drawBracket(
    _ text: String, under extent: ClosedRange<Double>, top: Double, font: Font, color: Color, on canvas: any Canvas
  ) {
    let bottom = top + DiagramLayout.bracketTick
    let (left, right) = (extent.lowerBound, extent.upperBound)
    canvas.stroke(
      Path(through: [Point(left, top), Point(left, bottom), Point(right, bottom), Point(right, top)]),
      style: StrokeStyle(color: color, width: 1))
    canvas.draw(
      text, at: Point((left + right) / 2, bottom + 1), font: font, color: color, anchor: TextAnchor(.center, .top))
  }
}

extension NetworkStage.Part {
  /// Which of the theme's colours the part's boxes have.
  package var colorIndex: Int {
    switch self {
    case .encoder, .network: 0
    case .bottleneck: 1
    case .decoder: 2
    }
  }
}
