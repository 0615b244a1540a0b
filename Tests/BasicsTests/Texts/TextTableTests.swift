import Basics
import Testing

@Suite struct TextTableTests {
  @Test("Cells stand in columns, and no line ends in spaces")
  func columns() {
    #expect(table([["a", "1", "x"], ["bcd", "20"]], right: [1]) == "a     1  x\nbcd  20")
    #expect(table([]) == "")
  }

  @Test("Heads and what stands over several of them make room for each other")
  func groups() {
    var table = TextTable(heads: ["name", "a", "b", "c"], groups: [(1, 2, "two columns"), (3, 1, "c")])
    table.rows = [["x", "1", "2", "3"]]
    #expect(
      table.text == """
              two columns  c
        name         a  b  c
        x            1  2  3
        """)
    #expect(TextTable(heads: ["a", "b"], leftColumns: 2).text == "a  b")
  }
}
