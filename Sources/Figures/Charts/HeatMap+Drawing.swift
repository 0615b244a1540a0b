extension HeatMap: FigureContent {
  package var summary: String {
    "A heat map of \(rows) by \(columns) cells, \(rowLabel ?? "row") by \(columnLabel ?? "column"); "
      + SummaryText.extent(valueLabel, values, otherwise: "values") + "."
  }

  package func pageSize(for size: FigureSize, measuring: any Canvas) -> Size {
    // Every row has room for its name.
    let names = Double(min(rowNames?.count ?? 0, 100)) * measuring.measure("0", font: Typography.tickFont).height
    // Few columns have room for their numbers, and for those in their cells.
    let cells = columns <= Self.fewColumns ? Double(columns) * 20 : 0
    let usual = size.page(usually: Size(432, 342), measuring: measuring)
    return Size(
      size.width == nil ? max(usual.width, cells + 2.5 * 72) : usual.width,
      size.height == nil ? max(usual.height, names + 1.25 * 72) : usual.height)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let bar = colorBar
    let frame = try PlotFrame(surroundings(canvas: canvas), legendHeight: 0, canvas: canvas)
    frame.drawBackground(on: canvas, grid: .none)
    drawCells(in: frame, bar: bar, on: canvas)
    frame.drawAxes(on: canvas)
    let (texts, font) = cellTexts(in: frame, on: canvas)
    for text in texts {
      canvas.draw(
        text.label, at: text.center, font: font,
        color: ColorMap.ink(on: bar.color(text.value, in: canvas.theme)),
        anchor: TextAnchor(.center, .middle))
    }
    bar.draw(
      left: frame.plot.right + ColorBar.gap, top: frame.plot.top, bottom: frame.plot.bottom, on: canvas)
  }

  /// What tells which colour means which number.
  package var colorBar: ColorBar {
    if let limits, limits.lowerBound.isFinite, limits.upperBound.isFinite {
      return ColorBar(label: valueLabel, range: limits)
    }
    return ColorBar(label: valueLabel, range: NumberRange.linear(values))
  }

  package func surroundings(canvas: any Canvas) -> PlotSurroundings {
    var surroundings = PlotSurroundings(
      title: title, horizontal: Axis(label: columnLabel, isWhole: true, marks: marks(of: columns)),
      vertical: Axis(label: rowLabel, isWhole: true, marks: marks(of: rows)),
      note: values.contains { !$0.isFinite } ? "hatched: no finite number" : nil,
      horizontalLimits: places(of: columns, named: columnNames != nil),
      verticalLimits: places(of: rows, named: rowNames != nil))
    surroundings.horizontalNames = columnNames
    surroundings.verticalNames = rowNames
    surroundings.isDownwards = true
    // The bar is as high as the marks, and so never as high as the page.
    surroundings.roomOnTheRight = ColorBar.gap + colorBar.width(height: canvas.size.height, measuring: canvas)
    return surroundings
  }

  /// The places of so many rows or columns along their axis; names stand at 0, 1, 2 and so on.
  private func places(of count: Int, named isNamed: Bool) -> ClosedRange<Double> {
    let start = (isNamed ? 0 : Double(firstNumber)) - 0.5
    return start...start + Double(max(count, 1))
  }

  /// Of so many columns each is numbered.
  private static let fewColumns = 24

  /// The numbers of few rows or columns, so that as many of them as have room are marked; nil for round ones of many.
  private func marks(of count: Int) -> [Double]? {
    (1...Self.fewColumns).contains(count) ? (firstNumber..<firstNumber + count).map(Double.init) : nil
  }

  private func drawCells(in frame: PlotFrame, bar: ColorBar, on canvas: any Canvas) {
    guard rows > 0, columns > 0 else { return }
    let theme = canvas.theme
    let pixels = values.flatMap { bar.color($0, in: theme).bytes }
    let cells = Raster(width: columns, height: rows, pixels: pixels)
    // Some viewers of SVG smooth every picture: cells of more than one pixel keep their edges.
    canvas.draw(cells.enlarged(by: max(1, min(16, 1_024 / max(rows, columns)))), in: frame.plot)
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

  private struct CellText {
    var label: String
    var center: Point
    var value: Double
  }

  /// The numbers in the cells, in the largest size in which every one has room, to three digits or else two; none
  /// at all where there is no such size.
  private func cellTexts(in frame: PlotFrame, on canvas: any Canvas) -> (texts: [CellText], font: Font) {
    var font = Typography.noteFont
    guard showsValues, rows > 0, columns > 0 else { return ([], font) }
    let (width, height) = (frame.plot.width / Double(columns), frame.plot.height / Double(rows))
    // No number at all would have room.
    guard width >= 8 else { return ([], font) }
    for digits in [3, 2] {
      let texts = cellTexts(digits: digits, width: width, height: height, in: frame.plot)
      font = Typography.noteFont
      while font.size >= Self.smallestSize {
        if canvas.measure("0", font: font).height + 1 <= height,
          texts.allSatisfy({ canvas.measure($0.label, font: font).width <= width - 2 })
        {
          return (texts, font)
        }
        font.size -= 0.5
      }
    }
    return ([], font)
  }

  private func cellTexts(digits: Int, width: Double, height: Double, in plot: Rectangle) -> [CellText] {
    let isWhole = values.allSatisfy { !$0.isFinite || ($0 == $0.rounded() && $0.magnitude < 1e5) }
    return values.enumerated().compactMap { index, value in
      guard value.isFinite else { return nil }
      let center = Point(
        plot.left + (Double(index % columns) + 0.5) * width, plot.top + (Double(index / columns) + 0.5) * height)
      let label = isWhole ? NumberLabels.fixed(value, decimals: 0) : NumberLabels.short(value, digits: digits)
      return CellText(label: label, center: center, value: value)
    }
  }

  /// The smallest size of numbers in cells, in points.
  private static let smallestSize = 5.5
}
