extension FormulaReader {
  /// Brackets around a matrix, by the environment's name.
  private static let brackets: [String: (String, String)] = [
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "array": ("", ""),
  ]

  /// Environments of lines, whose columns stand right and left of a sign in turn.
  private static let aligned: Set = [
    "aligned", "align", "align*", "split", "alignedat", "eqnarray", "eqnarray*",
  ]

  /// Environments of lines in the middle.
  private static let gathered: Set = [
    "gathered", "gather", "gather*", "equation", "equation*", "multline", "multline*",
  ]

  /// What stands between `\begin` and `\end`.
  mutating func environment() throws(Formula.Problem) -> Piece {
    guard let name = tokens.popText() else { throw .init("has no {…} behind \\begin") }
    let columns = name == "array" ? tokens.popText() : nil
    if name == "alignedat" { _ = tokens.popText() }
    let rows = try rows(until: .command("end"))
    guard tokens.popText() == name else { throw .init("has a \\begin{\(name)} without its \\end{\(name)}") }
    if Self.aligned.contains(name) {
      return Piece(markup: Self.table(rows, alignment: "rl", isDisplay: true))
    }
    if Self.gathered.contains(name) {
      return Piece(markup: Self.table(rows, alignment: nil, isDisplay: true))
    }
    guard let (left, right) = Self.brackets[name] else {
      throw .init("has \\begin{\(name)}, which is no environment that reports know")
    }
    let alignment = name == "cases" ? "l" : columns.map { String($0.filter { "lcr".contains($0) }) }
    func bracket(_ sign: String, _ form: String) -> String {
      sign.isEmpty ? "" : "<mo form=\"\(form)\" stretchy=\"true\" fence=\"true\">\(sign)</mo>"
    }
    let table = Self.table(rows, alignment: alignment)
    return Piece(markup: "<mrow>\(bracket(left, "prefix"))\(table)\(bracket(right, "postfix"))</mrow>")
  }

  /// Rows of cells, up to a word, which is taken.
  mutating func rows(until end: FormulaTokens.Token) throws(Formula.Problem) -> [[String]] {
    var rows: [[String]] = [[]]
    while true {
      rows[rows.count - 1].append(try row())
      switch tokens.pop() {
      case .sign("&")?: continue
      case .command("\\")?, .command("newline")?, .command("cr")?:
        // The last row may end as the others do.
        guard tokens.next == end else {
          rows.append([])
          continue
        }
        _ = tokens.pop()
        return rows
      case let token? where token == end: return rows
      default: throw .init("ends within rows and columns")
      }
    }
  }

  /// A table of cells; the letters of an alignment, `l`, `c` or `r`, go round.
  static func table(_ rows: [[String]], alignment: String?, isDisplay: Bool = false) -> String {
    let letters = Array(alignment ?? "")
    let lines = rows.map { row in
      let cells = row.enumerated().map { place, cell in
        let letter = letters.isEmpty ? "c" : letters[place % letters.count]
        let style = alignment == "rl" ? Self.alignedCell(place) : Self.cell(letter)
        return "<mtd\(style)>\(cell)</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>"
    }
    return "<mtable\(isDisplay ? " displaystyle=\"true\"" : "")>\(lines.joined())</mtable>"
  }

  /// Chromium sets what a cell of a formula holds by a word of its own.
  private static let right = "text-align:right;text-align:-webkit-right"
  private static let left = "text-align:left;text-align:-webkit-left"

  private static func cell(_ letter: Character) -> String {
    switch letter {
    case "l": " style=\"\(left)\""
    case "r": " style=\"\(right)\""
    default: ""
    }
  }

  /// A cell whose neighbour at the sign is close by.
  private static func alignedCell(_ place: Int) -> String {
    place % 2 == 0
      ? " style=\"\(right);padding-right:0\"" : " style=\"\(left);padding-left:0;padding-right:1em\""
  }
}
