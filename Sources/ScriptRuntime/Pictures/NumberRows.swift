import Basics
import Figures
import Options
import ScriptLanguage

/// The rows of numbers that `heatmap` draws, and what they are called.
struct NumberRows {
  private static let codes = ValueKey<Value>(
    "codes", .value([.codes, .list, .range], several: true), "the codes, or lists of numbers"
  ) { $0 }
  private static let limit = OptionKey<Int>(
    "limit", .whole(from: 1), default: 100, "how many rows at most, from the first on")
  private static let label = OptionKey<String>("label", .text, "what the colours measure, beside their bar")
  private static let values = OptionKey<Bool>(
    "values", .flag, default: false, "whether numbers stand in the cells, where all of them have room")

  static let options: [any OptionDeclaring] = [codes, limit, label, values]

  /// The most rows that have names of their own.
  private static let mostNames = 40

  private struct Rows {
    var count: Int
    var columns: Int
    var values: [Double]
    var names: [String]?
    var label: String
    var columnLabel: String
  }

  private let rows: Rows
  private let label: String?
  private let showsValues: Bool

  /// Throws where the values make no rows of one length, or more than can be drawn.
  init(_ call: Call) throws {
    if call.facts(Self.codes)?.count == 0 { throw call.error(at: Self.codes, "there is no code to draw") }
    // Lists are looked at even where some of their numbers are not known.
    guard let value = call.value(Self.codes), let limit = call.known(Self.limit),
      let rows = try Self.rows(of: value, limit, call), !value.isForeseen
    else { throw NotYetKnown() }
    if let count = [rows.count, rows.columns].first(where: { $0 > FigureError.largestSide }) {
      throw call.error(
        at: Self.codes, "a heat map of \(countText(count)) rows or columns cannot be drawn",
        expected: "at most \(countText(FigureError.largestSide)) of each; `limit=` says how many rows")
    }
    self.rows = rows
    label = try call[ifGiven: Self.label]
    showsValues = try call[Self.values]
  }

  /// The rows as colours.
  func map(title: String?) -> HeatMap {
    HeatMap(
      title: title, rowLabel: rows.label, columnLabel: rows.columnLabel, valueLabel: label,
      rowNames: rows.count <= Self.mostNames ? rows.names : nil, rows: rows.count, columns: rows.columns,
      values: rows.values, firstNumber: 1, showsValues: showsValues)
  }

  /// The rows of a value; nil where only the run knows them.
  private static func rows(of value: Value, _ limit: Int, _ call: Call) throws -> Rows? {
    switch value {
    case .codes(let codes):
      let count = min(codes.count, limit)
      return Rows(
        count: count, columns: codes.latent, values: codes.values.prefix(count * codes.latent).map(Double.init),
        names: codes.labels.map { $0.prefix(count).map { codes.className(of: $0) } },
        label: rowLabel("image", count, of: codes.count), columnLabel: "code number")
    case .list(let lists): return try rows(of: lists.map { (nil, $0) }, limit, call)
    case .range: return try rows(of: value.expanded.map { (nil, $0) }, limit, call)
    case .family(let family):
      if let index = family.members.first(where: { $0.value.type == .codes })?.key {
        throw call.error(
          at: codes, "a heat map shows the codes of one model, and this is a family",
          expected: "one of its members, as in `\(call.place(of: codes).text)[\(index)]`")
      }
      return family.isOpen ? nil : try rows(of: value.members, limit, call)
    default: return nil
    }
  }

  /// A row for each list.
  private static func rows(
    of lists: [(index: Family.Index?, value: Value)], _ limit: Int, _ call: Call
  ) throws -> Rows? {
    var values: [Double] = []
    var columns: Int?
    for (position, list) in lists.enumerated() {
      let name = list.index.map { "`[\($0)]`" } ?? "row \(position + 1)"
      if case .foreseen = list.value, [.anything, .list, .range].contains(list.value.type) { return nil }
      guard [.list, .range].contains(list.value.type) else {
        throw call.error(
          at: codes, "\(name) is \(list.value.type.described)", expected: "a list of numbers for each row")
      }
      let elements = list.value.expanded
      if let columns, columns != elements.count {
        throw call.error(
          at: codes,
          "\(name) holds \(countText(elements.count, "number")), and the rows before it hold \(countText(columns))",
          expected: "rows of one length")
      }
      columns = elements.count
      for element in elements {
        switch element {
        case .number(let number): values.append(number)
        case .foreseen(let foreseen) where [.number, .anything].contains(foreseen.type): values.append(.nan)
        default:
          throw call.error(at: codes, "\(name) holds \(element.type.described)", expected: "numbers alone")
        }
      }
    }
    guard let columns, columns > 0 else { throw call.error(at: codes, "there is no number to draw") }
    let count = min(lists.count, limit)
    let names = lists.prefix(count).compactMap(\.index?.description)
    return Rows(
      count: count, columns: columns, values: Array(values.prefix(count * columns)), names: names.isEmpty ? nil : names,
      label: rowLabel("row", count, of: lists.count), columnLabel: "column")
  }

  /// What a row is, and how many there would be.
  private static func rowLabel(_ row: String, _ count: Int, of all: Int) -> String {
    count < all ? "\(row), the first \(countText(count)) of \(countText(all))" : row
  }
}
