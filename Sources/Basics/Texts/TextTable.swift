/// Rows of cells under heads, each column as wide as its widest cell.
package struct TextTable: Sendable {
  /// What stands over each column, its unit in it; nothing for none.
  package var heads: [String]
  /// What stands over several columns: the first of them, how many, and the text.
  package var groups: [(first: Int, count: Int, text: String)]
  /// The cells.
  package var rows: [[String]]
  /// The columns whose cells stand at the right; the others stand at the left.
  package var rightColumns: Set<Int>

  /// A table under heads, all of whose columns but so many at the left hold numbers.
  package init(heads: [String], groups: [(first: Int, count: Int, text: String)] = [], leftColumns: Int = 1) {
    (self.heads, self.groups, rows) = (heads, groups, [])
    rightColumns = Set(heads.indices.dropFirst(leftColumns))
  }

  /// A table without heads.
  package init(rows: [[String]], right rightColumns: Set<Int> = []) {
    (heads, groups, self.rows, self.rightColumns) = ([], [], rows, rightColumns)
  }

  /// The table as lines, none with spaces at its end.
  package var text: String {
    let all = heads.isEmpty ? rows : [heads] + rows
    var widths = (0..<(all.map(\.count).max() ?? 0)).map { column in
      all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    for group in groups {
      widths[group.first] += max(0, group.text.count - Self.room(of: group, widths))
    }
    var lines = groups.isEmpty ? [] : [groupLine(widths)]
    lines += all.map { row in
      row.enumerated().map { column, cell in
        cell.padded(to: widths[column], right: rightColumns.contains(column))
      }.joined(separator: "  ")
    }
    return lines.map { line in
      var line = line[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// The line over the heads.
  private func groupLine(_ widths: [Int]) -> String {
    var line = ""
    for group in groups {
      line = line.padded(to: widths[..<group.first].reduce(2 * group.first, +))
      line +=
        group.text + " " + String(repeating: "─", count: max(0, Self.room(of: group, widths) - group.text.count - 1))
    }
    return line
  }

  /// How wide the columns of a group are together.
  private static func room(of group: (first: Int, count: Int, text: String), _ widths: [Int]) -> Int {
    widths[group.first..<group.first + group.count].reduce(2 * (group.count - 1), +)
  }
}

/// Rows of cells as lines, each column as wide as its widest cell.
///
/// - Parameter right: The columns whose cells stand at the right.
package func table(_ rows: [[String]], right: Set<Int> = []) -> String { TextTable(rows: rows, right: right).text }

extension String {
  /// The text filled up with spaces to so many characters.
  package func padded(to width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - count))
    return right ? fill + self : self + fill
  }
}
