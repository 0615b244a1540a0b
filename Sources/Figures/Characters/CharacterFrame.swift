/// Where everything around a chart's marks stands on a page of characters: what `PlotFrame` is for a page in points.
struct CharacterFrame {
  let look: CharacterLook
  /// The marks' upper left cell, and how many cells they have.
  let left, top, columns, rows: Int
  /// The axes in dots, from the middle of the first dot to that of the last.
  let horizontal, vertical: AxisScale

  private let surroundings: PlotSurroundings
  private let legend: CharacterLegend
  private let titleLines, noteLines: [String]
  private let verticalTicks, horizontalTicks, secondTicks: [Tick]
  private let total: Int

  init(_ surroundings: PlotSurroundings, legend entries: [CharacterLegend.Entry], look: CharacterLook) {
    self.look = look
    self.surroundings = surroundings
    titleLines = CharacterText.wrapped(surroundings.title ?? "", to: look.columns, lines: 2)
    noteLines = CharacterText.wrapped(surroundings.note ?? "", to: look.columns, lines: 3)
    legend = CharacterLegend(entries, columns: look.columns)

    // From above: title, what the axes at the left and above show, the second scale's numbers.
    let hasHeading = surroundings.vertical.label != nil || surroundings.secondScale != nil
    top = titleLines.count + (hasHeading ? 1 : 0) + (surroundings.secondScale == nil ? 0 : 1)
    // From below: note, legend, label, numbers, axis.
    let below = 2 + (surroundings.horizontal.label == nil ? 0 : 1) + legend.rows + noteLines.count
    rows = max(5, look.rows - top - below)
    total = top + rows + below

    let dots = look.dots
    let height = Double(rows * dots.down - 1)
    vertical = AxisScale(
      limits: surroundings.verticalLimits, scale: surroundings.vertical.scale, marks: surroundings.vertical.marks,
      from: height, to: 0)
    verticalTicks = Self.ticks(vertical, surroundings.vertical, atMost: max(2, (rows + 1) / 3)) { _ in
      Double(dots.down) * 1.5
    }
    let widest = verticalTicks.map { CharacterText.width($0.label) }.max() ?? 0
    left = widest + 2
    columns = max(4, look.columns - left - 1)
    let width = Double(columns * dots.across - 1)
    horizontal = AxisScale(
      limits: surroundings.horizontalLimits, scale: surroundings.horizontal.scale,
      marks: surroundings.horizontal.marks, from: 0, to: width)
    func extent(_ label: String) -> Double { Double(dots.across * (CharacterText.width(label) + 2)) }
    horizontalTicks = Self.ticks(horizontal, surroundings.horizontal, atMost: max(2, columns / 10), extent)
    secondTicks =
      surroundings.secondScale.map { [horizontal, columns] scale in
        PlotFrame.secondTicks(scale, along: horizontal, from: 0, to: width, atMost: max(2, columns / 6), extent)
      } ?? []
  }

  /// The most ticks whose labels stand clear of each other; `extent` is how many dots a label takes.
  private static func ticks(
    _ scale: AxisScale, _ axis: Axis, atMost count: Int, _ extent: (String) -> Double
  ) -> [Tick] {
    PlotFrame.fitting(from: count) {
      scale.ticks(count: $0, isWhole: axis.isWhole)
    } extents: { tick in
      scale.place(tick.value).map { $0 - extent(tick.label) / 2...$0 + extent(tick.label) / 2 }
    }
  }

  /// An empty grid of dots for the marks.
  var grid: DotGrid { DotGrid(columns: columns, rows: rows, kind: look.dots) }

  /// The cell of a place along an axis, counted from the marks' left or upper end.
  func column(_ place: Double) -> Int { Int(place.rounded()) / look.dots.across }
  func row(_ place: Double) -> Int { Int(place.rounded()) / look.dots.down }

  /// The page with title, axes, legend and note; nothing stands where the marks will.
  var page: CharacterPage {
    var page = CharacterPage(columns: look.columns, rows: total)
    let middle = Double(left) + Double(columns - 1) / 2
    for (index, line) in titleLines.enumerated() {
      page.write(line, .strong, middle: Double(look.columns - 1) / 2, row: index)
    }
    writeAxes(on: &page)
    writeHeading(on: &page, row: titleLines.count)
    var row = top + rows + 2
    if let label = surroundings.horizontal.label {
      page.write(CharacterText.shortened(label, to: look.columns), middle: middle, row: row)
      row += 1
    }
    legend.write(on: &page, middle: middle, row: row)
    row += legend.rows
    for (index, line) in noteLines.enumerated() { page.write(line, .quiet, column: 0, row: row + index) }
    return page
  }

  private func writeAxes(on page: inout CharacterPage) {
    for row in 0..<rows { page.put("│", .quiet, column: left - 1, row: top + row) }
    page.put("└", .quiet, column: left - 1, row: top + rows)
    for column in 0..<columns { page.put("─", .quiet, column: left + column, row: top + rows) }
    for tick in verticalTicks {
      guard let place = vertical.place(tick.value) else { continue }
      let row = top + self.row(place)
      page.put("┤", .quiet, column: left - 1, row: row)
      page.write(CharacterText.rightAligned(tick.label, to: left - 2), column: 0, row: row)
    }
    for tick in horizontalTicks {
      guard let place = horizontal.place(tick.value) else { continue }
      let column = left + self.column(place)
      page.put("┬", .quiet, column: column, row: top + rows)
      page.write(tick.label, middle: Double(column), row: top + rows + 1)
    }
  }

  /// What the axis at the left shows stands above it, and what the second scale counts before its numbers.
  private func writeHeading(on page: inout CharacterPage, row: Int) {
    var room = look.columns
    if let second = surroundings.secondScale {
      for tick in secondTicks {
        guard let index = Int(exactly: tick.value), let place = horizontal.place(second.places[index]) else { continue }
        page.write(tick.label, middle: Double(left + column(place)), row: row + 1)
      }
      let label = CharacterText.shortened(second.label, to: columns)
      room = max(0, left + (columns - CharacterText.width(label)) / 2 - 2)
      page.write(label, middle: Double(left) + Double(columns - 1) / 2, row: row)
    }
    if let label = surroundings.vertical.label {
      page.write(CharacterText.shortened(label, to: room), column: 0, row: row)
    }
  }

  /// Puts the dots on the page.
  func write(_ grid: DotGrid, on page: inout CharacterPage) {
    for row in 0..<rows {
      for column in 0..<columns {
        guard let cell = grid.cell(column: column, row: row) else { continue }
        page.put(cell.character, .series(cell.series), column: left + column, row: top + row)
      }
    }
  }
}

extension CharacterFrame {
  /// The marks' place in dots.
  var area: Rectangle {
    Rectangle(
      left: -0.5, top: -0.5, right: Double(columns * look.dots.across) - 0.51,
      bottom: Double(rows * look.dots.down) - 0.51)
  }
}
