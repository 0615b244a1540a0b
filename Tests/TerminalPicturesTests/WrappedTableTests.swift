import TerminalPictures
import Testing

@Suite struct WrappedTableTests {
  private let table = """
    epoch  training  validation  images/s
        1    0.0843      0.0545     2,410
        2    0.0445      0.0369     2,400
    """

  @Test("A table that is too wide is broken between its columns, each part with the first one")
  func broken() {
    #expect(
      WrappedTable.text(table, columns: 30) == """
        epoch  training  validation
            1    0.0843      0.0545
            2    0.0445      0.0369

        epoch  images/s
            1     2,410
            2     2,400
        """)
  }

  @Test("A column that is too wide by itself is broken between words")
  func words() {
    #expect(
      WrappedTable.text("data  digits  256 images of three channels\nsize  number  3", columns: 20) == """
        data  digits
        size  number

        data  256 images of
              three channels
        size  3
        """)
  }

  @Test("What fits, what is no table, and what has no room stay as they are")
  func whole() {
    #expect(WrappedTable.text(table, columns: 37) == table)
    let prose = "a text of one line that is longer than the window\nand another line below it"
    #expect(WrappedTable.text(prose, columns: 20) == prose)
    #expect(WrappedTable.text(table, columns: 12) == table)
    #expect(WrappedTable.text("", columns: 1) == "")
  }
}
