package import Basics

extension BarChart {
  /// Bars that lie, a row for each, since names and numbers have room beside those.
  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? {
    let entries = series.enumerated().compactMap { index, each in
      each.name.map { CharacterLegend.Entry(name: $0, sample: Self.fill(index, look), ink: .series(index)) }
    }
    let legend = CharacterLegend(hasLegend ? entries : [], columns: look.columns)
    var page = CharacterPage(columns: look.columns, rows: 0)
    page.append(lines: CharacterText.wrapped(title ?? "", to: look.columns, lines: 2), .strong, isCentred: true)
    let bars = LyingBars(self, look: look)
    page.append(lines: [bars.heading], .plain)
    for (index, name) in names.enumerated() {
      try stop.checkDrawing()
      // Groups of several bars stand apart.
      if index > 0, series.count > 1 { page.append(lines: [""], .plain) }
      for number in series.indices {
        page.append(lines: [""], .plain)
        bars.write(
          number == 0 ? name : "", value: series[number].values[index], reach: series[number].reach(index),
          fill: Self.fill(number, look), series: number, on: &page)
      }
    }
    let last = page.cells.count
    page.append(CharacterPage(columns: look.columns, rows: legend.rows))
    legend.write(on: &page, middle: Double(look.columns - 1) / 2, row: last)
    let note = CharacterText.wrapped(surroundings.note ?? "", to: look.columns, lines: 2)
    page.append(lines: note, .quiet)
    return page
  }

  private static func fill(_ index: Int, _ look: CharacterLook) -> String {
    look.hasColors ? "█" : ["█", "▒", "░", "▓"][index % 4]
  }
}

/// Where bars that lie have their names, their zero and their numbers.
private struct LyingBars {
  private let nameWidth, valueWidth, room: Int
  private let range: ClosedRange<Double>
  private let labels: [Double: String]
  let heading: String

  init(_ chart: BarChart, look: CharacterLook) {
    let values = chart.series.flatMap(\.values).filter(\.isFinite)
    let shown = Set(values)
    let texts = zip(shown, NumberLabels.plain(shown.map { chart.rounded($0) }))
    labels = Dictionary(texts) { first, _ in first }
    let widestValue = labels.values.map { CharacterText.width($0) }.max() ?? 0
    valueWidth = chart.showsValues ? widestValue + 1 : 0
    let widest = max(
      chart.names.map { CharacterText.width($0) }.max() ?? 0, chart.nameLabel.map { CharacterText.width($0) } ?? 0)
    nameWidth = min(widest, look.columns / 3)
    room = max(4, look.columns - nameWidth - 2 - valueWidth)
    let reaches = chart.series.flatMap { each in each.values.indices.compactMap(each.reach) }
    range = NumberRange.linear(values + reaches.map(\.lowerBound) + reaches.map(\.upperBound) + [0])
    let name = CharacterText.shortened(chart.nameLabel ?? "", to: nameWidth)
    heading =
      CharacterText.rightAligned(name, to: nameWidth) + "  "
      + CharacterText.shortened(chart.valueLabel ?? "", to: look.columns - nameWidth - 2)
  }

  /// Where a number lies, in eighths of a cell.
  private func place(_ value: Double) -> Int {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return Int((share * Double(8 * room)).rounded())
  }

  /// Writes a bar on the last row.
  func write(
    _ name: String, value: Double, reach: ClosedRange<Double>?, fill: String, series: Int,
    on page: inout CharacterPage
  ) {
    let row = page.cells.count - 1
    let left = nameWidth + 2
    let zero = place(0) / 8
    page.write(
      CharacterText.rightAligned(CharacterText.shortened(name, to: nameWidth), to: nameWidth), column: 0, row: row)
    // The zero has a column of its own before the bars' first.
    page.put("│", .quiet, column: left - 1 + zero, row: row)
    guard value.isFinite else { return }
    let end = place(value)
    let character = Character(fill)
    if value >= 0 {
      for column in zero..<max(zero, end / 8) { page.put(character, .series(series), column: left + column, row: row) }
      if end % 8 > 0, end / 8 >= zero, character == "█" {
        page.put(Self.parts[end % 8 - 1], .series(series), column: left + end / 8, row: row)
      }
    } else {
      for column in (end + 4) / 8..<max(zero, (end + 4) / 8) {
        page.put(character, .series(series), column: left - 1 + column, row: row)
      }
    }
    var edge = max(zero, (end + 7) / 8)
    if let reach {
      let (low, high) = (place(reach.lowerBound) / 8, place(reach.upperBound) / 8)
      let shift = value >= 0 ? 0 : -1
      for column in low...max(low, high) where column != zero || shift == 0 {
        let mark: Character = column == low ? "├" : column == high ? "┤" : "─"
        page.put(mark, column: left + shift + column, row: row)
      }
      edge = max(edge, high + 1)
    }
    if valueWidth > 0, let label = labels[value] {
      // Behind the bar where it goes to the right, behind zero where it goes to the left.
      page.write(label, column: left + edge + (edge == zero ? 0 : 1), row: row)
    }
  }

  private static let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
