extension NetworkDiagram: FigureContent {
  package var summary: String {
    let steps = stages.map { ($0.name.isEmpty ? "" : $0.name + " to ") + $0.shape.text }
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
    let edge = StrokeStyle(color: color, width: 0.8, hasRoundEnds: true)
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

  private func draw(_ bracket: DiagramLayout.Bracket, on canvas: any Canvas) {
    let bottom = bracket.top + DiagramLayout.bracketTick
    let (left, right) = (bracket.extent.lowerBound, bracket.extent.upperBound)
    let color = canvas.theme.color(bracket.part.colorIndex)
    canvas.stroke(
      Path(through: [Point(left, bracket.top), Point(left, bottom), Point(right, bottom), Point(right, bracket.top)]),
      style: StrokeStyle(color: color, width: 1))
    canvas.draw(
      bracket.part.rawValue, at: Point((left + right) / 2, bottom + 1), font: DiagramLayout.partFont,
      color: color, anchor: TextAnchor(.center, .top))
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
