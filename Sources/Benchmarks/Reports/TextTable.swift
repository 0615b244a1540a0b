/// Rows of cells under heads, each column as wide as its widest cell.
struct TextTable {
  /// What stands over each column, its unit in it.
  var heads: [String]
  /// What stands over several columns: the first of them, how many, and the text.
  var groups: [(first: Int, count: Int, text: String)] = []
  /// The cells.
  var rows: [[String]] = []
  /// Columns, from the first, whose cells stand at the left; the others stand at the right.
  var leftColumns = 1

  /// The table as lines, none with spaces at its end.
  var text: String {
    var widths = heads.indices.map { column in
      ([heads] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    for group in groups {
      let columns = group.first..<group.first + group.count
      let room = columns.reduce(2 * (group.count - 1)) { $0 + widths[$1] }
      widths[group.first] += max(0, group.text.count - room)
    }
    var lines: [String] = []
    if !groups.isEmpty {
      var line = ""
      for group in groups {
        let start = widths[..<group.first].reduce(2 * group.first, +)
        let room = widths[group.first..<group.first + group.count].reduce(2 * (group.count - 1), +)
        line += String(repeating: " ", count: max(0, start - line.count))
        line += group.text + " " + String(repeating: "─", count: max(0, room - group.text.count - 1))
      }
      lines.append(line)
    }
    for row in [heads] + rows {
      lines.append(
        row.enumerated().map { column, cell in
          let fill = String(repeating: " ", count: max(0, widths[column] - cell.count))
          return column < leftColumns ? cell + fill : fill + cell
        }.joined(separator: "  "))
    }
    return lines.map { line in
      var line = line[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
