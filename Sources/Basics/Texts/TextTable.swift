extension String {
  /// The text filled up with spaces to so many characters.
  package func padded(to width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - count))
    return right ? fill + self : self + fill
  }
}

/// Rows of cells as lines, each column as wide as its widest cell.
///
/// - Parameter right: The columns whose cells stand at the right.
package func table(_ rows: [[String]], right: Set<Int> = []) -> String {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
  return rows.map { row in
    var line = row.enumerated().map { column, cell in
      cell.padded(to: widths[column], right: right.contains(column))
    }.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }.joined(separator: "\n")
}
