extension LineChart: FigureContent {
  package var summary: String {
    let drawn = lines.filter { !$0.isFaded }
    return "A chart of \(SummaryText.count(drawn.count, "line"))\(SummaryText.names(drawn.map(\.name))); "
      + SummaryText.extent(vertical.label, drawn.lazy.flatMap(\.y), otherwise: "heights") + " over "
      + SummaryText.extent(horizontal.label, drawn.lazy.flatMap(\.x), otherwise: "places") + "."
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) -> Size {
    // What stands below a square and above it is about as much as what stands beside it.
    if isSquare, size.height == nil {
      let width = size.width.map { $0 * 72 } ?? 366
      return Size(width, width)
    }
    return size.page(
      usually: Size(504, 306), naming: names == .none ? [] : lines.compactMap(\.name), measuring: canvas)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    if names == .ends, let (frame, labels) = try endLabels(on: canvas) {
      draw(in: frame, on: canvas)
      labels.draw(on: canvas)
      return
    }
    let (frame, legend) = try PlotFrame.withLegend(self.legend(in: canvas.theme), around: surroundings, canvas: canvas)
    { frame in
      Legend.Obstacles(
        pieces: self.marks(in: frame).flatMap { $0.obstacles }, areas: bands.flatMap { $0.strips(in: frame) })
    }
    draw(in: frame, on: canvas)
    legend?.draw(on: canvas)
  }

  package var isStretchable: Bool { true }

  package func legend(in theme: Theme) -> [Legend.Entry] {
    guard names != .none else { return [] }
    return lines.compactMap { line in
      var look = line
      (look.x, look.y) = ([], [])
      return line.name.map { Legend.Entry(name: $0, sample: .line(look)) }
    }
  }

  package var withoutLegend: any FigureContent {
    var chart = self
    chart.names = .none
    return chart
  }

  package func extent(of axis: FigureSheet.SharedAxis) -> AxisExtent? {
    switch axis {
    case .horizontal: AxisExtent(scale: horizontal.scale, ends: surroundings.horizontalLimits)
    case .vertical: AxisExtent(scale: vertical.scale, ends: surroundings.verticalLimits)
    }
  }

  package func with(_ ends: ClosedRange<Double>, of axis: FigureSheet.SharedAxis) -> any FigureContent {
    var chart = self
    switch axis {
    case .horizontal: chart.horizontal.limits = ends
    case .vertical: chart.vertical.limits = ends
    }
    return chart
  }

  /// The frame that leaves room for the lines' names at its right, and the names; nil where they have no room there.
  private func endLabels(on canvas: any Canvas) throws(FigureError) -> (PlotFrame, EndLabels)? {
    var surroundings = self.surroundings
    let room = EndLabels.room(for: lines, canvas: canvas)
    surroundings.roomOnTheRight += room
    guard room > 0, let frame = try? PlotFrame(surroundings, legendHeight: 0, canvas: canvas) else { return nil }
    let ends = marks(in: frame).compactMap { mark in mark.pieces.last?.last.map { (line: mark.line, last: $0) } }
    return EndLabels(ends, frame: frame, room: room, canvas: canvas).map { (frame, $0) }
  }

  private func draw(in frame: PlotFrame, on canvas: any Canvas) {
    let marks = self.marks(in: frame)
    frame.drawBackground(on: canvas, secondScale: secondScale)
    drawGaps(in: frame, on: canvas)
    canvas.clip(to: frame.plot) {
      for band in bands {
        for outline in band.outlines(in: frame) {
          canvas.fill(Path(through: outline), color: canvas.theme.color(band.colorIndex).opacity(0.2))
        }
      }
      for mark in marks { LineDrawing.draw(pieces: mark.pieces, markers: [], line: mark.line, on: canvas) }
    }
    frame.drawAxes(on: canvas, secondScale: secondScale)
    for mark in marks where mark.line.marker != .none {
      LineDrawing.draw(pieces: [], markers: mark.markers, line: mark.line, on: canvas)
    }
  }

  /// One line, placed on the page.
  private struct Mark {
    var line: Line
    var pieces: [[Point]]
    var markers: [Point]

    var obstacles: [[Point]] { pieces + markers.map { [$0] } }
  }

  private func marks(in frame: PlotFrame) -> [Mark] {
    lines.map { line in
      let pieces = Decimation.pieces(
        x: line.x, y: line.y, horizontal: frame.horizontal, vertical: frame.vertical,
        columnWidth: line.marker != .none ? 0.05 : line.isFaded ? 0.5 : 1)
      let visible = frame.plot.inset(by: -0.5)
      let markers = line.marker == .none ? [] : pieces.joined().filter(visible.contains)
      return Mark(line: line, pieces: pieces, markers: markers)
    }
  }

  /// Shades where a line has no number, so that a gap is seen for what it is.
  private func drawGaps(in frame: PlotFrame, on canvas: any Canvas) {
    let gaps = lines.filter { !$0.isFaded }.flatMap { line in
      Gaps.ranges(x: line.x, y: line.y, horizontal: frame.horizontal, vertical: frame.vertical)
    }
    var shade = Path()
    for gap in Gaps.merged(gaps) {
      let left = min(max(gap.lowerBound, frame.plot.left), frame.plot.right - 1)
      let right = max(min(gap.upperBound, frame.plot.right), left + 1)
      shade.elements +=
        Path(Rectangle(left: left, top: frame.plot.top, right: right, bottom: frame.plot.bottom)).elements
    }
    if !shade.elements.isEmpty { canvas.fill(shade, color: canvas.theme.missing.opacity(0.5)) }
  }
}
