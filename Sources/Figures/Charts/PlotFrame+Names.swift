extension PlotFrame {
  /// The frame of a chart and its legend: inside where a place is free of `obstacles`, else above the marks.
  static func withLegend(
    _ entries: [Legend.Entry], around surroundings: PlotSurroundings, canvas: any Canvas,
    obstacles: (PlotFrame) -> Legend.Obstacles
  ) throws(FigureError) -> (frame: PlotFrame, legend: Legend?) {
    let frame = try PlotFrame(surroundings, legendHeight: 0, canvas: canvas)
    guard var legend = Legend(entries, room: frame.plot.width * 0.75, canvas: canvas) else {
      return (frame, nil)
    }
    if legend.findRoom(in: frame.plot, clearOf: obstacles(frame)) { return (frame, legend) }
    // No free place inside: above the chart then, side by side.
    let width = canvas.size.width - 2 * Typography.margin
    // Up to a quarter of the page; more where that is all that keeps names from being shortened.
    let whole = Legend.height(of: entries.map(\.name), width: width, canvas: canvas)
    let height = canvas.size.height * (whole < canvas.size.height * 0.4 ? 0.4 : 0.25)
    legend = Legend(entries, width: width, height: height, canvas: canvas) ?? legend
    let lower = try PlotFrame(surroundings, legendHeight: legend.frame.height, canvas: canvas)
    legend.place(top: lower.legendTop ?? 0, width: canvas.size.width)
    return (lower, legend)
  }

  /// Whether all `names` have room side by side below their places.
  func hasRoom(for names: [String], canvas: any Canvas) -> Bool {
    let room = Self.spacing(along: horizontal) - 4
    return names.allSatisfy { canvas.measure($0, font: Typography.tickFont).width <= room }
  }

  /// How far apart two neighbouring names stand.
  static func spacing(along axis: AxisScale) -> Double {
    guard let first = axis.place(0), let second = axis.place(1) else { return 0 }
    return (second - first).magnitude
  }

  /// Ticks at 0, 1, 2 and so on with `names` shortened to `room` points; every second, third and so on where they
  /// would stand closer than `size` points.
  static func nameTicks(
    _ names: [String], along axis: AxisScale, room: Double, size: Double, canvas: any Canvas
  ) -> [Tick] {
    let step = max(1, Int(min((size / max(spacing(along: axis), 0.001)).rounded(.up), 1e6)))
    let shown = stride(from: 0, to: names.count, by: step)
    let labels = TextFitting.shortened(shown.map { names[$0] }, to: room, font: Typography.tickFont, on: canvas)
    return zip(shown, labels).map { Tick(value: Double($0), label: $1) }
  }
}
