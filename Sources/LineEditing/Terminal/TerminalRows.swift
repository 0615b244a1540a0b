/// How text lies in a terminal's rows.
package enum TerminalRows {
  /// The row that the cursor is in behind `text`, written from the start of a row.
  package static func row(behind text: some Sequence<Unicode.Scalar>, columns: Int) -> Int {
    var row = 0
    var column = 0
    for character in text {
      if character == "\n" {
        row += 1
        column = 0
        continue
      }
      let width = character == "\t" ? 8 - column % 8 : character.terminalWidth
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
      // Libedit goes on to the next row as soon as one is full.
      if column >= columns {
        row += 1
        column = 0
      }
    }
    return row
  }
}
