import Basics
import Figures
import ScriptLanguage

extension CommandRow {
  static let heatmap = CommandRow(
    name: "heatmap", summary: "draws codes as colours, a row for each image",
    discussion: """
      A column is a number of the code. Rows are named by the classes of the images where there are at most 40 rows, and \
      numbered elsewhere. A family of lists of numbers, or a list of them, is drawn as well, a row for each list.
      """,
    arguments: [
      CommandParameter(
        "codes", .value([.codes, .list, .range], several: true), required: true, "the codes, or lists of numbers")
    ],
    options: FigureOptions.all + [
      CommandParameter("limit", .whole(minimum: 1), default: "100", "how many rows at most, from the first on"),
      CommandParameter("label", .text, "what the colours measure, beside their bar"),
      CommandParameter(
        "values", .boolean, default: "no", "whether numbers stand in the cells, where all of them have room"),
    ],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      model = autoencoder latent=20 width=4
      codes = encode model test
      heatmap codes save=codes.svg
      """,
    result: .figure,
    check: { call, foresight in
      _ = try Matrix.of(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      guard let matrix = try Matrix.of(call) else { return .none }
      if let count = [matrix.rows, matrix.columns].first(where: { $0 > FigureError.largestSide }) {
        throw call.error(
          at: "codes", "a heat map of \(countText(count)) rows or columns cannot be drawn",
          expected: "at most \(countText(FigureError.largestSide)) of each; `limit=` says how many rows")
      }
      let map = HeatMap(
        title: call.text("title"), rowLabel: matrix.rowLabel, columnLabel: matrix.columnLabel,
        valueLabel: call.text("label"),
        rowNames: matrix.rows <= Matrix.mostNames ? matrix.names : nil, rows: matrix.rows, columns: matrix.columns,
        values: matrix.values, firstNumber: 1, showsValues: call.flag("values"))
      return try session.show(Figure(map), for: call)
    })
}

/// Rows of numbers, and what they are called.
private struct Matrix {
  /// The most rows that have names of their own.
  static let mostNames = 40

  let rows: Int
  let columns: Int
  let values: [Double]
  let names: [String]?
  let rowLabel: String
  let columnLabel: String

  /// The codes or lists of a call; nil where only the run knows them. Throws where they make no rows of one length.
  static func of(_ call: Call) throws(Diagnostic) -> Matrix? {
    guard let value = call["codes"] else { return nil }
    if value.facts?.count == 0 { throw call.error(at: "codes", "there is no code to draw") }
    let limit = call.whole("limit") ?? 100
    switch value {
    case .codes(let codes):
      let rows = min(codes.count, limit)
      let names = codes.labels.map { labels in
        labels.prefix(rows).map { codes.className(of: $0) }
      }
      return Matrix(
        rows: rows, columns: codes.latent, values: codes.values.prefix(rows * codes.latent).map(Double.init),
        names: names, rowLabel: label("image", rows, of: codes.count), columnLabel: "code number")
    case .list(let lists): return try of(lists.map { (nil, $0) }, limit, call)
    case .range: return try of(call.evaluator.expanded(value).map { (nil, $0) }, limit, call)
    case .family(let family):
      if let index = family.members.first(where: { $0.value.type == .codes })?.key {
        throw call.error(
          at: "codes", "a heat map shows the codes of one model, and this is a family",
          expected: "one of its members, as in `\(call.ranges["codes"]?.text ?? "codes")[\(index)]`")
      }
      return family.isOpen ? nil : try of(value.members, limit, call)
    default: return nil
    }
  }

  /// A row for each list.
  private static func of(_ lists: [(index: Family.Index?, value: Value)], _ limit: Int, _ call: Call) throws(Diagnostic)
    -> Matrix?
  {
    var values: [Double] = []
    var columns: Int?
    for (position, list) in lists.enumerated() {
      let name = list.index.map { "`[\($0)]`" } ?? "row \(position + 1)"
      if list.value.facts != nil, [.anything, .list, .range].contains(list.value.type) { return nil }
      guard [.list, .range].contains(list.value.type) else {
        throw call.error(
          at: "codes", "\(name) is \(list.value.type.described)", expected: "a list of numbers for each row")
      }
      let elements = call.evaluator.expanded(list.value)
      if let columns, columns != elements.count {
        throw call.error(
          at: "codes",
          "\(name) holds \(countText(elements.count, "number")), and the rows before it hold \(countText(columns))",
          expected: "rows of one length")
      }
      columns = elements.count
      for element in elements {
        switch element {
        case .number(let number): values.append(number)
        case .foreseen(let foreseen) where [.number, .anything].contains(foreseen.type): values.append(.nan)
        default:
          throw call.error(at: "codes", "\(name) holds \(element.type.described)", expected: "numbers alone")
        }
      }
    }
    guard let columns, columns > 0 else { throw call.error(at: "codes", "there is no number to draw") }
    let rows = min(lists.count, limit)
    let names = lists.prefix(rows).compactMap(\.index?.description)
    return Matrix(
      rows: rows, columns: columns, values: Array(values.prefix(rows * columns)), names: names.isEmpty ? nil : names,
      rowLabel: label("row", rows, of: lists.count), columnLabel: "column")
  }

  /// What a row is, and how many there would be.
  private static func label(_ row: String, _ count: Int, of all: Int) -> String {
    count < all ? "\(row), the first \(countText(count)) of \(countText(all))" : row
  }
}
