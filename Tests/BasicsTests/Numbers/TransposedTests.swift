import Basics
import Testing

@Suite struct TransposedTests {
  @Test("Rows become columns, and columns rows again")
  func transposes() {
    #expect([1, 2, 3, 4, 5, 6].transposed(columns: 3) == [1, 4, 2, 5, 3, 6])
    #expect([1, 4, 2, 5, 3, 6].transposed(columns: 2) == [1, 2, 3, 4, 5, 6])
    #expect([0, 1, 2, 3, 4, 5][2...].transposed(columns: 2) == [2, 4, 3, 5])
    #expect([7, 8].transposed(columns: 1) == [7, 8])
    #expect([Int]().transposed(columns: 3) == [])
  }
}
