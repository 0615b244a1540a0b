extension HeatMap: FigureContent {
  package var summary: String {
    "A heat map of \(rows) by \(columns) cells, rows of \(rowLabel ?? "rows") and columns of \(columnLabel ?? "columns"); "
      + SummaryText.extent("values", values, otherwise: "values") + "."
  }

  package func pageSize(for size: FigureSize, measuring: any Canvas) -> Size {
    // Every row has room for its name.
    let names = Double(min(rowNames?.count ?? 0, 100)) * measuring.measure("0", font: Typography.tickFont).height
    return Size((size.width ?? 6) * 72, size.height.map { $0 * 72 } ?? max(4.75 * 72, names + 1.25 * 72))
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let range = colorRange
    let barTicks = self.barTicks(canvas: canvas)
    let frame = try PlotFrame(surroundings(barTicks: barTicks, canvas: canvas), legendHeight: 0, canvas: canvas)
    frame.drawBackground(on: canvas, grid: .none)
    drawCells(in: frame, range: range, on: canvas)
    frame.drawAxes(on: canvas)
    for text in cellTexts(in: frame, on: canvas) {
      canvas.draw(
        text.label, at: text.center, font: Typography.noteFont,
        color: ColorMap.ink(on: color(text.value, in: range, missing: canvas.theme.missing)),
        anchor: TextAnchor(.center, .middle))
    }
    drawBar(ticks: barTicks, range: range, frame: frame, on: canvas)
  }

  private static let barWidth = 11.0
  private static let barGap = 14.0

  /// The numbers that have a colour of their own.
  package var colorRange: ClosedRange<Double> {
    if let limits, limits.lowerBound.isFinite, limits.upperBound.isFinite {
      return NumberRange.linear([limits.lowerBound, limits.upperBound])
    }
    return NumberRange.linear(values)
  }

  package func surroundings(barTicks: [Tick], canvas: any Canvas) -> PlotSurroundings {
    let widest = barTicks.map { canvas.measure($0.label, font: Typography.tickFont).width }.max() ?? 0
    var surroundings = PlotSurroundings(
      title: title, horizontal: Axis(label: columnLabel, isWhole: true), vertical: Axis(label: rowLabel, isWhole: true),
      note: values.contains { !$0.isFinite } ? "hatched: no finite number" : nil,
      horizontalLimits: places(of: columns, named: columnNames != nil),
      verticalLimits: places(of: rows, named: rowNames != nil))
    surroundings.horizontalNames = columnNames
    surroundings.verticalNames = rowNames
    surroundings.isDownwards = true
    surroundings.roomOnTheRight = Self.barGap + Self.barWidth + PlotFrame.tickLength + 2 + widest
    return surroundings
  }

  /// The places of so many rows or columns along their axis; names stand at 0, 1, 2 and so on.
  private func places(of count: Int, named isNamed: Bool) -> ClosedRange<Double> {
    let start = (isNamed ? 0 : Double(firstNumber)) - 0.5
    return start...start + Double(max(count, 1))
  }

  /// The ticks of the colour bar, found for a bar as high as the page, and thinned to what the bar has room for later.
  package func barTicks(canvas: any Canvas) -> [Tick] {
    Ticks.linear(colorRange, count: max(2, Int(canvas.size.height / 50)))
  }

  private func color(_ value: Double, in range: ClosedRange<Double>, missing: Color) -> Color {
    guard value.isFinite else { return missing }
    return ColorMap.color((value - range.lowerBound) / (range.upperBound - range.lowerBound))
  }

  private func drawCells(in frame: PlotFrame, range: ClosedRange<Double>, on canvas: any Canvas) {
    guard rows > 0, columns > 0 else { return }
    let missing = canvas.theme.missing
    let pixels = values.flatMap { color($0, in: range, missing: missing).bytes }
    canvas.draw(Raster(width: columns, height: rows, pixels: pixels), in: frame.plot)
    let (width, height) = (frame.plot.width / Double(columns), frame.plot.height / Double(rows))
    guard width >= 4, height >= 4 else { return }
    var hatching = Path()
    for (index, value) in values.enumerated() where !value.isFinite {
      let left = frame.plot.left + Double(index % columns) * width
      let top = frame.plot.top + Double(index / columns) * height
      // Lines that climb at 45 degrees, each cut to the cell.
      for offset in stride(from: 4.0, to: width + height, by: 4) {
        hatching.move(to: Point(left + max(0, offset - height), top + min(offset, height)))
        hatching.line(to: Point(left + min(offset, width), top + max(0, offset - width)))
      }
    }
    if !hatching.elements.isEmpty {
      canvas.stroke(hatching, style: StrokeStyle(color: canvas.theme.axisLine, width: 0.5))
    }
  }

  /// The numbers in the cells; none at all where not every one has room.
  private func cellTexts(
    in frame: PlotFrame, on canvas: any Canvas
  ) -> [(label: String, center: Point, value: Double)] {
    guard showsValues, rows > 0, columns > 0 else { return [] }
    let (width, height) = (frame.plot.width / Double(columns), frame.plot.height / Double(rows))
    guard height >= canvas.measure("0", font: Typography.noteFont).height + 1, width >= 8 else { return [] }
    let isWhole = values.allSatisfy { !$0.isFinite || ($0 == $0.rounded() && $0.magnitude < 1e5) }
    var texts: [(label: String, center: Point, value: Double)] = []
    for (index, value) in values.enumerated() where value.isFinite {
      let label = isWhole ? NumberLabels.fixed(value, decimals: 0) : NumberLabels.short(value)
      guard canvas.measure(label, font: Typography.noteFont).width <= width - 3 else { return [] }
      texts.append(
        (
          label,
          Point(
            frame.plot.left + (Double(index % columns) + 0.5) * width,
            frame.plot.top + (Double(index / columns) + 0.5) * height), value
        ))
    }
    return texts
  }

  private func drawBar(ticks: [Tick], range: ClosedRange<Double>, frame: PlotFrame, on canvas: any Canvas) {
    let left = frame.plot.right + Self.barGap
    let bar = Rectangle(left: left, top: frame.plot.top, right: left + Self.barWidth, bottom: frame.plot.bottom)
    let steps = 128
    let pixels = (0..<steps).flatMap { ColorMap.color(1 - Double($0) / Double(steps - 1)).bytes }
    canvas.draw(Raster(width: 1, height: steps, pixels: pixels), in: bar)
    let line = StrokeStyle(color: canvas.theme.axisLine, width: 0.8)
    canvas.stroke(Path(bar), style: line)
    let scale = AxisScale(limits: range, scale: .linear, from: bar.bottom, to: bar.top)
    let height = canvas.measure("0", font: Typography.tickFont).height
    var free = Double.infinity
    for tick in ticks {
      guard let place = scale.place(tick.value), place + height / 2 <= free else { continue }
      free = place - height / 2
      canvas.stroke(
        .line(from: Point(bar.right, place), to: Point(bar.right + PlotFrame.tickLength, place)), style: line)
      canvas.draw(
        tick.label, at: Point(bar.right + PlotFrame.tickLength + 2, place), font: Typography.tickFont,
        color: canvas.theme.ink,
        anchor: TextAnchor(.left, .middle))
    }
  }
}
