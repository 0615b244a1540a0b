extension CodeSheet: FigureContent {
  package var summary: String {
    "\(SummaryText.count(rows.count, "number")) of a code\(SummaryText.names(rows.map(\.name))): "
      + SummaryText.extent(spreadName, rows.lazy.map(\.spread), otherwise: "spread") + ", "
      + SummaryText.extent(effectName, rows.lazy.map(\.effect), otherwise: "effect")
      + ", pictures along each, the pixels that it moves"
      + (measures.isEmpty ? "" : ", what it goes together with") + ", and its extreme images."
  }

  private static let picture = 26.0
  private static let pitch = 27.5
  private static let rowGap = 5.0
  private static let columnGap = 10.0
  private static let barWidth = 46.0
  private static let cell = 23.0
  private static let smallFont = Font(size: 6.5)

  /// Where columns begin, on a page of its usual width.
  private struct Columns {
    var name = Typography.margin
    var bars, traversal, map, measures, lowest, highest, end: Double

    init(_ sheet: CodeSheet, name width: Double) {
      func pictures(_ row: (Row) -> Int) -> Double { Double(sheet.rows.map(row).max() ?? 0) * CodeSheet.pitch }
      bars = name + width + CodeSheet.columnGap
      traversal = bars + 2 * (CodeSheet.barWidth + 6) + CodeSheet.columnGap - 6
      map = traversal + pictures(\.traversal.count) + CodeSheet.columnGap
      measures = map + CodeSheet.pitch + CodeSheet.columnGap
      let after = Double(sheet.measures.count) * CodeSheet.cell
      lowest = measures + after + (after > 0 ? CodeSheet.columnGap : 0)
      highest = lowest + pictures(\.lowest.count) + CodeSheet.columnGap
      end = highest + pictures(\.highest.count) + Typography.margin
    }
  }

  private func columns(_ canvas: any Canvas) -> Columns {
    let names = rows.map { canvas.measure($0.name, font: Typography.tickFont).width }
    return Columns(self, name: max(names.max() ?? 0, 8))
  }

  private func titleLines(_ width: Double, _ canvas: any Canvas) -> [String] {
    TextFitting.wrapped(
      title ?? "", to: width - 2 * Typography.margin, lines: 2, font: Typography.titleFont, on: canvas)
  }

  private func noteLines(_ width: Double, _ canvas: any Canvas) -> [String] {
    TextFitting.wrapped(note ?? "", to: width - 2 * Typography.margin, font: Typography.noteFont, on: canvas)
  }

  /// The top of the first row, below title and headings.
  private func firstRow(_ columns: Columns, _ canvas: any Canvas) -> (headings: Double, rows: Double) {
    let lines = titleLines(columns.end, canvas).count
    let top =
      Typography.margin + Double(lines) * canvas.measure("0", font: Typography.titleFont).height + (lines > 0 ? 6 : 0)
    let tallest = measures.map { canvas.measure($0, font: Typography.noteFont).width }.max() ?? 0
    return (top, top + max(tallest, 2 * canvas.measure("0", font: Typography.noteFont).height) + 5)
  }

  /// The page as it is laid out, before it is made larger or smaller.
  private func usualPage(_ canvas: any Canvas) -> Size {
    let columns = columns(canvas)
    let notes = noteLines(columns.end, canvas).count
    let height =
      firstRow(columns, canvas).rows + Double(rows.count) * (Self.picture + Self.rowGap)
      + (notes > 0 ? 4 + Double(notes) * canvas.measure("0", font: Typography.noteFont).height : 0)
    return Size(columns.end, height + Typography.margin)
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) throws(FigureError) -> Size {
    let usual = usualPage(canvas)
    let width = size.width.map { $0 * 72 } ?? usual.width
    let height = usual.height * width / usual.width
    if let asked = size.height.map({ $0 * 72 }), asked < height - 0.01 { throw .noRoom(width: width, height: asked) }
    return Size(width, max(height, (size.height ?? 0) * 72))
  }

  package func draw(on whole: any Canvas, size: FigureSize) throws(FigureError) {
    let usual = usualPage(whole)
    let canvas = CanvasPart(whole, size: usual, scale: whole.size.width / usual.width)
    let columns = columns(canvas)
    let (headings, top) = firstRow(columns, canvas)
    let titleHeight = canvas.measure("0", font: Typography.titleFont).height
    for (index, line) in titleLines(columns.end, canvas).enumerated() {
      canvas.draw(
        line, at: Point(usual.width / 2, Typography.margin + Double(index) * titleHeight), font: Typography.titleFont,
        color: canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    drawHeadings(columns, top: headings, bottom: top - 5, on: canvas)
    let (spread, effect) = (greatest(\.spread), greatest(\.effect))
    for (index, row) in rows.enumerated() {
      try canvas.stop.checkDrawing()
      let place = top + Double(index) * (Self.picture + Self.rowGap)
      if index > 0 {
        canvas.stroke(
          .line(
            from: Point(Typography.margin, place - Self.rowGap / 2),
            to: Point(usual.width - Typography.margin, place - Self.rowGap / 2)),
          style: StrokeStyle(color: canvas.theme.gridLine, width: 0.5))
      }
      draw(row, at: place, columns, spread: spread, effect: effect, on: canvas)
    }
    let lineHeight = canvas.measure("0", font: Typography.noteFont).height
    for (index, line) in noteLines(columns.end, canvas).enumerated() {
      canvas.draw(
        line,
        at: Point(
          Typography.margin, top + Double(rows.count) * (Self.picture + Self.rowGap) + 4 + Double(index) * lineHeight),
        font: Typography.noteFont, color: canvas.theme.quietInk, anchor: TextAnchor(.left, .top))
    }
  }

  private func greatest(_ value: (Row) -> Double) -> Double {
    let largest = rows.map(value).filter(\.isFinite).max() ?? 0
    return largest > 0 ? largest : 1
  }

  private func drawHeadings(_ columns: Columns, top: Double, bottom: Double, on canvas: any Canvas) {
    let font = Typography.noteFont
    let height = canvas.measure("0", font: font).height
    func heading(_ text: String, left: Double, width: Double) {
      let lines = TextFitting.wrapped(text, to: width, lines: 2, font: font, on: canvas)
      for (index, line) in lines.enumerated() {
        canvas.draw(
          line, at: Point(left, bottom - Double(lines.count - 1 - index) * height), font: font,
          color: canvas.theme.ink, anchor: TextAnchor(.left, .bottom))
      }
    }
    heading("no.", left: columns.name, width: columns.bars - columns.name)
    heading(spreadName, left: columns.bars, width: Self.barWidth)
    heading(effectName, left: columns.bars + Self.barWidth + 6, width: Self.barWidth + 4)
    heading("decoded from low to high", left: columns.traversal, width: columns.map - columns.traversal)
    heading("moves", left: columns.map - 1, width: Self.pitch + 9)
    for (index, name) in measures.enumerated() {
      canvas.draw(
        name, at: Point(columns.measures + (Double(index) + 0.5) * Self.cell, bottom), font: font,
        color: canvas.theme.ink, anchor: TextAnchor(.left, .middle), direction: .upwards)
    }
    heading("lowest images", left: columns.lowest, width: columns.highest - columns.lowest)
    heading("highest images", left: columns.highest, width: columns.end - columns.highest)
  }

  private func draw(
    _ row: Row, at top: Double, _ columns: Columns, spread: Double, effect: Double, on canvas: any Canvas
  ) {
    let middle = top + Self.picture / 2
    canvas.draw(
      row.name, at: Point(columns.name, middle), font: Typography.tickFont, color: canvas.theme.ink,
      anchor: TextAnchor(.left, .middle))
    bar(row.spread, of: spread, left: columns.bars, top: top, color: 0, on: canvas)
    bar(row.effect, of: effect, left: columns.bars + Self.barWidth + 6, top: top, color: 1, on: canvas)
    func pictures(_ all: [Raster], left: Double) {
      for (index, picture) in all.enumerated() {
        // Pictures keep their proportions.
        let longer = Double(max(picture.width, picture.height, 1))
        let (width, height) = (Double(picture.width) / longer, Double(picture.height) / longer)
        let place = Rectangle(
          left: left + Double(index) * Self.pitch, top: top, width: Self.picture * width, height: Self.picture * height)
        canvas.draw(picture, in: place)
        canvas.drawEdge(of: picture, in: place)
      }
    }
    pictures(row.traversal, left: columns.traversal)
    pictures([row.map], left: columns.map)
    for (index, value) in row.measures.enumerated() {
      measure(value, left: columns.measures + Double(index) * Self.cell, top: top, on: canvas)
    }
    pictures(row.lowest, left: columns.lowest)
    pictures(row.highest, left: columns.highest)
  }

  /// A bar from the left with its number below.
  private func bar(
    _ value: Double, of largest: Double, left: Double, top: Double, color: Int, on canvas: any Canvas
  ) {
    let length = value.isFinite ? min(max(value / largest, 0), 1) * Self.barWidth : 0
    canvas.fill(
      Path(Rectangle(left: left, top: top + 5, width: Self.barWidth, height: 7)), color: canvas.theme.gridLine)
    canvas.fill(Path(Rectangle(left: left, top: top + 5, width: length, height: 7)), color: canvas.theme.color(color))
    canvas.draw(
      NumberLabels.short(value), at: Point(left, top + 14), font: Self.smallFont, color: canvas.theme.ink,
      anchor: TextAnchor(.left, .top))
  }

  /// A bar from the middle, to the right for what goes together and to the left for what goes against, with its number.
  private func measure(_ value: Double?, left: Double, top: Double, on canvas: any Canvas) {
    let half = Self.cell / 2 - 2
    let center = left + Self.cell / 2
    canvas.fill(
      Path(Rectangle(left: center - half, top: top + 5, width: 2 * half, height: 7)), color: canvas.theme.gridLine)
    if let value, value.isFinite {
      let length = min(value.magnitude, 1) * half
      canvas.fill(
        Path(Rectangle(left: value < 0 ? center - length : center, top: top + 5, width: length, height: 7)),
        color: canvas.theme.color(value < 0 ? 1 : 0))
      canvas.draw(
        NumberLabels.fixed(value, decimals: 2), at: Point(center, top + 14), font: Self.smallFont,
        color: value.magnitude < 0.2 ? canvas.theme.quietInk : canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    canvas.stroke(
      .line(from: Point(center, top + 4), to: Point(center, top + 13)),
      style: StrokeStyle(color: canvas.theme.axisLine, width: 0.6))
  }
}
