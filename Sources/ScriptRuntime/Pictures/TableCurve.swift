import Basics
import Figures
import Options
import ScriptLanguage

/// The columns of a table that `curve` draws, and how.
struct TableCurve {
  private enum Scale: String, OptionWord {
    case linear, log

    var summary: String { self == .linear ? "equal steps for equal differences" : "for equal ratios" }
    var axis: Axis.Scale { self == .linear ? .linear : .logarithmic }
  }

  private enum BandKind: String, OptionWord {
    case deviation, range, none

    var summary: String {
      switch self {
      case .deviation: "one standard deviation to either side of the mean"
      case .range: "from the least number to the greatest"
      case .none: "the means alone"
      }
    }
  }

  private static let table = ValueKey<Table>("table", .value([.table]), "a table", convert: \.table)
  private static let x = OptionKey<String>("x", .word, "the column along the lower axis; the first unless it is given")
  private static let y = OptionKey<[String]>(
    "y", .list(.word),
    "the columns that are drawn; the validation loss unless they are given, or else the training loss")
  private static let by = OptionKey<String>("by", .word, "the column each of whose values has a curve of its own")
  private static let band = OptionKey<BandKind>(
    "band", .choice(of: BandKind.self), default: "deviation", "what is shaded where several numbers have one place")
  private static let scale = OptionKey<Scale>(
    "scale", .choice(of: Scale.self), "the scale of what is drawn; chosen by the numbers unless it is given")
  private static let lowerScale = OptionKey<Scale>(
    "x-scale", .choice(of: Scale.self), "the scale of the lower axis; chosen by the numbers unless it is given")
  private static let lines = OptionKey<[Double]>(
    "lines", .list(.anyNumber), "numbers at which a dashed line runs across")
  private static let names = OptionKey<[String]>("names", .list(.word), "what the lines across are called")
  private static let floors = OptionKey<Bool>(
    "floors", .flag, default: true, "whether principal components of the same sizes have a line beside errors")
  private static let label = OptionKey<String>("label", .text, "what the axis on the left measures")

  static let options: [any OptionDeclaring] = [table, x, y, by, band, scale, lowerScale, lines, names, floors, label]

  /// A curve that the figure has beside those of the table, such as a floor: dashed, without a band.
  struct Reference {
    /// What the legend calls it.
    var name: String
    /// Where its points lie along the lower axis.
    var x: [Double]
    /// How high they lie.
    var y: [Double]
  }

  /// Some numbers of the table, as one curve.
  private struct Series {
    var name: String?
    var x: [Double] = []
    var y: [Table.Number] = []
  }

  private let series: [Series]
  private let horizontal: Axis
  private let label: String?
  private let scale: Axis.Scale?
  private let band: BandKind
  private let levels: [(name: String?, y: Double)]
  private let floor: TableFloor?
  /// Curves beside those of the table.
  private var references: [Reference] = []

  /// Throws where the table has no such columns, or where they hold no numbers.
  init(_ call: Call) throws {
    try Self.check(call)
    let table = try call[Self.table]
    guard table.count > 0, let first = table.columns.first else {
      throw call.error(at: Self.table, "the table has no rows, and there is nothing to draw")
    }
    let place = try Self.column(call[ifGiven: Self.x] ?? first.name, of: table, for: Self.x, call)
    let drawn = try Self.drawn(call, table)
    let groups = try Self.groups(try call[ifGiven: Self.by], of: table, call)
    var series: [Series] = []
    for column in drawn {
      for group in groups {
        let name = [drawn.count > 1 ? column.label : nil, group.name].compactMap(\.self).joined(separator: ", ")
        series.append(Self.series(name.isEmpty ? nil : name, place.numbers, column.numbers, rows: group.rows))
      }
    }
    self.series = series.filter { !$0.x.isEmpty }
    guard !self.series.isEmpty else {
      throw call.error(at: Self.y, "no row has a number in both columns, and there is nothing to draw")
    }
    horizontal = Self.horizontal(
      place.label, self.series.flatMap(\.x), scale: try call[ifGiven: Self.lowerScale]?.axis)
    floor = try call[Self.floors] ? TableFloor(table, x: place.numbers, names: Self.namesDrawn(call, table) ?? []) : nil
    label = try call[ifGiven: Self.label] ?? (drawn.count == 1 ? drawn[0].label : nil)
    scale = try call[ifGiven: Self.scale]?.axis
    band = try call[Self.band]
    let names = try call[ifGiven: Self.names]
    levels = (try call[ifGiven: Self.lines] ?? []).enumerated().map { (names?[$0], $1) }
  }

  /// The same with the line of principal components beside it, where there is one.
  func withFloor(_ session: Session) throws -> TableCurve {
    guard let line = try floor?.reference(session) else { return self }
    var curve = self
    curve.references.append(line)
    session.output.remark(
      "beside it stands what principal components of as many numbers leave; `floors=no` takes it away")
    return curve
  }

  /// The chart of the curves.
  func chart(title: String?) -> LineChart {
    let shown = series.flatMap(\.y).map(\.mean) + levels.map(\.y) + references.flatMap(\.y)
    var vertical = Axis(label: label, scale: scale ?? .linear)
    let (low, high) = (shown.min() ?? 0, shown.max() ?? 0)
    if scale == nil, low > 0, high > 5 * low { vertical.scale = .logarithmic }
    var chart = LineChart(title: title, horizontal: horizontal, vertical: vertical, lines: [])
    let isAlone = series.count == 1 && levels.isEmpty && references.isEmpty
    for (color, each) in series.enumerated() {
      let name = each.name ?? (isAlone ? nil : label)
      chart.lines.append(
        Line(name: name, x: each.x, y: each.y.map(\.mean), colorIndex: color, marker: .circle))
      guard band != .none, each.y.contains(where: { $0.spread != nil }) else { continue }
      chart.bands.append(
        Band(x: each.x, low: each.y.map { edges($0).low }, high: each.y.map { edges($0).high }, colorIndex: color))
    }
    var color = series.count
    for reference in references {
      chart.lines.append(
        Line(name: reference.name, x: reference.x, y: reference.y, colorIndex: color, stroke: .dashed))
      color += 1
    }
    let places = chart.lines.flatMap(\.x).filter(\.isFinite)
    for level in levels {
      guard let first = places.min(), let last = places.max() else { break }
      let ends = first < last ? [first, last] : [first - 0.5, first + 0.5]
      chart.lines.append(
        Line(name: level.name, x: ends, y: [level.y, level.y], colorIndex: color, stroke: .dashed))
      color += 1
    }
    if !chart.bands.isEmpty { chart.note = note }
    return chart
  }

  private func edges(_ number: Table.Number) -> (low: Double, high: Double) {
    guard let spread = number.spread else { return (number.mean, number.mean) }
    return band == .range
      ? (spread.low, spread.high) : (number.mean - spread.deviation, number.mean + spread.deviation)
  }

  /// What the bands are.
  private var note: String {
    let counts = Set(series.flatMap(\.y).compactMap { $0.spread?.count }).sorted()
    let many = counts.first == counts.last ? "\(counts.first ?? 0)" : "\(counts.first ?? 0) to \(counts.last ?? 0)"
    return "means of \(many)" + (band == .range ? ", from the least to the greatest" : " ± one standard deviation")
  }
}

extension TableCurve {
  /// Throws what is wrong with the names of columns, as far as they are known.
  private static func check(_ call: Call) throws {
    if let names = call.elements(names) {
      let lines = call.elements(lines) ?? []
      guard names.count == lines.count else {
        throw call.error(
          at: Self.names, "\(countText(names.count, "name")) cannot name \(countText(lines.count, "line"))",
          expected: "a name for each of `lines=`")
      }
    }
    guard let columns = call.facts(table)?.columns else { return }
    let wanted: [(String, any OptionDeclaring)] =
      [(call.known(x), x), (call.known(by), by)].compactMap { name, option in name.map { ($0, option) } }
      + (call.elements(y) ?? []).compactMap { $0.map { ($0, y) } }
    for (name, option) in wanted where !columns.contains(name) {
      throw missing(name, among: columns.sorted(), option, call)
    }
  }

  private static func missing(
    _ name: String, among columns: [String], _ option: any OptionDeclaring, _ call: Call
  ) -> Diagnostic {
    let shown = columns.filter { !$0.hasSuffix(Table.deviation) && !$0.hasPrefix("log_") }
    return call.error(
      at: option, "the table has no column `\(name)`", expected: oneOf(shown.map { "`\($0)`" }),
      nearMisses: NearMisses.of(name, among: columns))
  }

  /// A column of numbers.
  private static func column(
    _ name: String, of table: Table, for option: any OptionDeclaring, _ call: Call
  ) throws -> (label: String, numbers: [Table.Number?]) {
    if let column = table[name] {
      guard let numbers = column.numbers else {
        throw call.error(
          at: option, "the column `\(name)` holds texts, and a curve goes through numbers",
          expected: oneOf(table.columns.filter { $0.numbers != nil }.map { "`\($0.name)`" }))
      }
      return (column.label, numbers)
    }
    guard let values = table.values(name) else {
      throw missing(name, among: table.columns.map(\.name), option, call)
    }
    return (
      String(name.map { $0 == "_" ? " " : $0 }),
      values.map { value in if case .number(let number) = value { Table.Number(number) } else { nil } }
    )
  }

  private static func drawn(_ call: Call, _ table: Table) throws -> [(label: String, numbers: [Table.Number?])] {
    guard let names = try namesDrawn(call, table) else {
      throw call.error(
        "the table holds no loss: say with `y=` what to draw", expected: oneOf(table.names.map { "`\($0)`" }))
    }
    return try names.map { try column($0, of: table, for: y, call) }
  }

  /// The names of what is drawn; nil where none was asked for, and there is no loss.
  private static func namesDrawn(_ call: Call, _ table: Table) throws -> [String]? {
    try call[ifGiven: y] ?? ["validation", "training"].first(where: { table[$0] != nil }).map { [$0] }
  }

  /// The rows of each curve, in the order in which they come, and what is said of them.
  private static func groups(
    _ by: String?, of table: Table, _ call: Call
  ) throws -> [(name: String?, rows: [Int])] {
    guard let by else { return [(nil, Array(0..<table.count))] }
    guard let column = table[by] else { throw missing(by, among: table.columns.map(\.name), Self.by, call) }
    let cells = TableCells(column)
    var groups: [(name: String?, rows: [Int])] = []
    var places: [CellKey: Int] = [:]
    for row in 0..<table.count {
      let key = column.key(row)
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        groups.append((cells.areNumbers ? "\(column.label) \(cells.texts[row])" : cells.texts[row], [row]))
      }
    }
    return groups
  }

  /// The points of a curve from the left; numbers at one place become their mean.
  private static func series(
    _ name: String?, _ places: [Table.Number?], _ heights: [Table.Number?], rows: [Int]
  ) -> Series {
    var found: [Double: [Table.Number]] = [:]
    for row in rows {
      guard let place = places[row]?.mean, place.isFinite, let height = heights[row] else { continue }
      found[place, default: []].append(height)
    }
    var series = Series(name: name)
    for (place, numbers) in found.sorted(by: { $0.key < $1.key }) {
      guard let number = Table.Number(joining: numbers) else { continue }
      series.x.append(place)
      series.y.append(number)
    }
    return series
  }

  /// The lower axis: few numbers are marked themselves, and such as grow by ratios have a logarithmic scale.
  private static func horizontal(_ label: String, _ places: [Double], scale: Axis.Scale?) -> Axis {
    let distinct = Set(places).sorted()
    var axis = Axis(label: label, scale: scale ?? (isGeometric(distinct) ? .logarithmic : .linear))
    if distinct.count <= 12 { axis.marks = distinct }
    return axis
  }

  /// Whether numbers lie more evenly by their ratios than by their differences, and far apart.
  private static func isGeometric(_ numbers: [Double]) -> Bool {
    guard numbers.count > 2, let first = numbers.first, let last = numbers.last, first > 0, last >= 8 * first else {
      return false
    }
    let ratios = zip(numbers, numbers.dropFirst()).map { $1 / $0 }
    let steps = zip(numbers, numbers.dropFirst()).map { $1 - $0 }
    let unevenRatios = (ratios.max() ?? 1) / (ratios.min() ?? 1)
    let unevenSteps = (steps.max() ?? 1) / (steps.min() ?? 1)
    return unevenRatios < unevenSteps
  }
}

extension Value {
  /// The table; nil of anything else.
  var table: Table? { if case .table(let table) = self { table } else { nil } }
}
