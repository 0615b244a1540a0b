import Basics
import Testing

@Suite struct DayTextTests {
  @Test(
    "A day is told where the program runs, noon in Greenwich being the same day nearly everywhere",
    arguments: [
      (1_000_036_800, ["2001-09-09", "2001-09-10"]), (1_767_268_800, ["2026-01-01", "2026-01-02"]),
      (-5, ["1969-12-31", "1970-01-01"]),
    ] as [(Double, [String])])
  func days(time: Double, texts: [String]) {
    #expect(texts.contains(dayText(time)), "\(dayText(time))")
  }

  @Test("Times beyond all calendars end")
  func extremes() {
    #expect(dayText(.infinity) == dayText(1e12) && dayText(1e12).hasPrefix("33658-"))
    #expect(dayText(-.infinity) == dayText(0))
  }
}
