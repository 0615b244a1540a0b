import Basics
import Testing

@Suite struct BarTextTests {
  @Test(
    "A bar is as full as the part that is done, and holds what was never foreseen",
    arguments: [
      (0, 4, "────────"), (1, 4, "━━──────"), (4, 4, "━━━━━━━━"), (9, 4, "━━━━━━━━"), (-1, 4, "────────"),
      (0, 0, "────────"), (Int.max / 2, Int.max, "━━━━────"),
    ])
  func bar(part: Int, whole: Int, text: String) { #expect(barText(part, of: whole, width: 8) == text) }
}
