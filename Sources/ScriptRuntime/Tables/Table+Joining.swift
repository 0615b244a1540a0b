import OrderedCollections

extension Table {
  /// What the column is called that counts the rows that became one.
  static let runs = "runs"

  /// The table with some columns alone beside its indices, in this order.
  func keeping(_ names: [String]) -> Table {
    var table = Table(
      columns.filter { $0.role == .index && !names.contains($0.name) }
        + names.compactMap { name in columns.first { $0.name == name } })
    table.origin = origin
    return table
  }

  /// The table with means alone, and nothing of how far what they are made of lies apart.
  var withoutSpread: Table {
    var table = Table(
      columns.map { column in
        guard let numbers = column.numbers else { return column }
        return Column(column.name, label: column.label, role: column.role, .numbers(numbers.map { $0?.alone }))
      })
    table.origin = origin
    return table
  }

  /// The rows that differ in some index columns alone as one row each, in the order of the first of them.
  ///
  /// Measures become means with their spread, facts too where they differ; how many rows became one is a column of its
  /// own behind the indices.
  func joined(over names: Set<String>) -> Table {
    let keys = columns.filter { $0.role == .index && !names.contains($0.name) }
    var groups: OrderedDictionary<[CellKey], [Int]> = [:]
    for row in 0..<count { groups[keys.map { $0.key(row) }, default: []].append(row) }
    let rows = Array(groups.values)
    let indices = keys.map { $0.joined(rows) }
    let others = columns.filter { $0.role != .index }.map { $0.joined(rows) }
    let runs = Column(Self.runs, role: .fact, .numbers(rows.map { Number(Double($0.count)) }))
    var table = Table(indices + [runs] + others.filter { $0.name != Self.runs })
    table.origin = origin
    return table
  }
}

/// What tells one cell from another.
enum CellKey: Hashable {
  case number(Double)
  case text(String)
  case empty
}

extension Table.Column {
  /// What tells the cell of a row from others.
  func key(_ row: Int) -> CellKey {
    switch cells {
    case .numbers(let numbers): numbers[row].map { .number($0.mean) } ?? .empty
    case .texts(let texts): .text(texts[row])
    }
  }

  /// The column of a table each of whose rows is made of several.
  fileprivate func joined(_ rows: [[Int]]) -> Table.Column {
    let joined: Cells
    switch cells {
    case .texts(let texts):
      joined = .texts(rows.map { group in Set(group.map { texts[$0] }).count == 1 ? texts[group[0]] : "…" })
    case .numbers(let numbers):
      let means = rows.map { group in Table.Number(joining: group.compactMap { numbers[$0] }) }
      let differs = rows.contains { group in Set(group.map(key)).count > 1 }
      joined = .numbers(role == .measure || (role == .fact && differs) ? means : means.map { $0?.alone })
    }
    return Table.Column(name, label: label, role: role, joined)
  }
}
