import Basics

/// A column's cells as texts that stand under one another.
struct TableCells {
  /// What stands in each row.
  let texts: [String]
  /// Whether they are numbers, which stand at the right.
  let areNumbers: Bool

  /// How a mean and its deviation are put together, as far as the format has its own way.
  typealias Joining = (_ mean: String, _ deviation: String?) -> String

  /// The cells with the mean alone, or with ± and the deviation behind it.
  init(_ column: Table.Column, joining: Joining = { mean, deviation in deviation.map { "\(mean) ± \($0)" } ?? mean }) {
    switch column.cells {
    case .texts(let texts): (self.texts, areNumbers) = (texts, false)
    case .numbers(let numbers):
      areNumbers = true
      let known = numbers.compactMap(\.self)
      let digits = Digits(known, isIndex: column.role == .index)
      texts = numbers.map { number in
        number.map { joining(digits.text($0.mean), $0.spread.map { digits.text($0.deviation) }) } ?? ""
      }
    }
  }

  /// How many digits the numbers of a column have: as many behind the point as give the least of them four in all.
  private struct Digits {
    private enum Kind { case asWritten, whole, decimals(Int), significant }
    private let kind: Kind

    init(_ numbers: [Table.Number], isIndex: Bool) {
      let means = numbers.map(\.mean).filter(\.isFinite)
      if isIndex || (means.allSatisfy { $0 == $0.rounded() } && !numbers.contains { $0.spread != nil }) {
        kind = isIndex ? .asWritten : .whole
        return
      }
      guard var least = means.lazy.map(\.magnitude).filter({ $0 > 0 }).min() else {
        kind = .asWritten
        return
      }
      guard least >= 1e-5 else {
        kind = .significant
        return
      }
      var decimals = 3
      while least >= 10, decimals > 0 { (least, decimals) = (least / 10, decimals - 1) }
      while least < 1, decimals < 6 { (least, decimals) = (least * 10, decimals + 1) }
      kind = .decimals(decimals)
    }

    func text(_ number: Double) -> String {
      guard number.isFinite else { return numberText(number) }
      return switch kind {
      case .asWritten: numberText(number)
      case .whole: Int(exactly: number).map(countText) ?? numberText(number)
      case .decimals(let decimals): fixed(number, decimals: decimals)
      case .significant: significant(number, digits: 4)
      }
    }
  }
}

extension Table {
  /// The table as lines, its columns under their names.
  package var text: String {
    guard count > 0, !columns.isEmpty else { return "a table without rows" }
    let cells = columns.map { TableCells($0) }
    var table = TextTable(heads: columns.map(\.name))
    table.rightColumns = Set(cells.indices.filter { cells[$0].areNumbers })
    table.rows = (0..<count).map { row in cells.map { $0.texts[row] } }
    return table.text
  }

  /// The table on one line.
  var line: String { "\(countText(count, "row")) of " + columns.map(\.name).joined(separator: ", ") }
}
