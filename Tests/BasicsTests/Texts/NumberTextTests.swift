import Basics
import Testing

@Suite struct NumberTextTests {
  @Test(
    "A number with so many decimals",
    arguments: [
      (0, 0, "0"), (0, 2, "0.00"), (0.005, 2, "0.01"), (-0.004, 2, "0.00"), (-1.5, 1, "-1.5"), (2.5, 0, "3"),
      (0.0625, 3, "0.063"), (12345.678, 1, "12345.7"), (9e12, 2, "9000000000000.00"), (1e16, 0, "1e16"),
      (12_345_678_901.5, 5, "12345678901.50000"), (1e14, 5, "100000000000000.0"), (-1.5e20, 5, "-1.5e20"),
      (.infinity, 1, "inf"), (-.infinity, 1, "-inf"), (.nan, 1, "nan"),
    ] as [(Double, Int, String)])
  func decimals(number: Double, decimals: Int, text: String) {
    #expect(fixed(number, decimals: decimals) == text)
  }

  @Test(
    "Thousands are set apart from where they are asked to be",
    arguments: [
      (999, "999", "999"), (1000, "1,000", "1000"), (-1234, "-1,234", "-1234"), (12345, "12,345", "12,345"),
      (1_234_567, "1,234,567", "1,234,567"),
    ] as [(Double, String, String)])
  func thousands(number: Double, always: String, fromFiveDigits: String) {
    #expect(fixed(number, decimals: 0, thousands: .always) == always)
    #expect(fixed(number, decimals: 2, thousands: .always) == always + ".00")
    #expect(fixed(number, decimals: 0, thousands: .fromFiveDigits) == fromFiveDigits)
    #expect(countText(Int(number)) == always)
  }

  @Test("The least and the greatest count are written out")
  func extremeCounts() {
    #expect(countText(.min) == "-9,223,372,036,854,775,808")
    #expect(countText(.max) == "9,223,372,036,854,775,807")
  }

  @Test("A count of things agrees with its noun")
  func things() {
    #expect(countText(1, "image") == "1 image")
    #expect(countText(0, "image") == "0 images")
    #expect(countText(2500, "entry", plural: "entries") == "2,500 entries")
  }

  @Test(
    "A number has as few digits as tell it from its neighbours",
    arguments: [
      (3, "3"), (-0.5, "-0.5"), (0.1, "0.1"), (1e15, "1e15"),
      (12_345_678_901, "12345678901"), (-12_345_678_901.25, "-1.234568e10"), (0.000_009_999_999_99, "0.00001"),
      (9.999_999_99e-7, "1e-6"), (1e23, "1e23"), (1e300, "1e300"), (9_999_999.96, "1e7"), (123_456_789.5, "1.234568e8"),
      (0.00001, "0.00001"),
      (0.000001, "1e-6"), (1.0 / 3, "0.3333333"), (.nan, "nan"), (-.infinity, "-inf"),
    ] as [(Double, String)])
  func numbers(number: Double, text: String) {
    #expect(numberText(number) == text)
  }

  @Test(
    "Significant digits lose the zeros behind them",
    arguments: [(1234.5, 3, "1.23e3"), (123.4, 3, "123"), (0.05, 3, "0.05"), (1.999, 2, "2"), (0, 3, "0")]
      as [(Double, Int, String)])
  func significantDigits(number: Double, digits: Int, text: String) {
    #expect(significant(number, digits: digits) == text)
  }

  @Test(
    "What was typed is read as it is, and what was computed in four digits",
    arguments: [
      (0.3, "0.3"), (0.0001234567, "0.0001234567"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.3333"), (-2.0 / 3, "-0.6667"),
      (16.533_333_3, "16.53"), (12_345.68, "12345.68"), (12_345.678, "12346"), (1e-6 / 3, "3.333e-7"), (7, "7"),
      (123_456_789.5, "123456790"), (.infinity, "inf"), (0, "0"),
    ] as [(Double, String)])
  func readableNumbers(number: Double, text: String) {
    #expect(readableText(number) == text)
  }

  @Test(
    "A measured number has decimals where they tell something",
    arguments: [
      (0, "0.0000"), (0.25, "0.2500"), (999_999.9, "999999.9000"), (1_988_322_368, "1.988322e9"),
      (-1_000_000, "-1000000"), (.nan, "nan"), (0.001, "0.0010"), (0.00099, "0.00099"), (-3.7004e-10, "-3.7e-10"),
    ] as [(Double, String)])
  func measures(number: Double, text: String) {
    #expect(measureText(number, decimals: 4) == text)
  }

  @Test(
    "Bytes come in the unit that keeps the number short",
    arguments: [(999, "999 bytes"), (1000, "1.0 KB"), (9_900_000, "9.9 MB"), (12_300_000_000, "12 GB")])
  func bytes(count: Int, text: String) {
    #expect(byteText(count) == text)
  }

  @Test(
    "A time comes in the unit that suits it",
    arguments: [
      (0.0123, "12.3 ms"), (-1, "0 ms"), (1, "1 s"), (4.214, "4.21 s"), (125, "2 min 5 s"), (.infinity, "inf s"),
    ] as [(Double, String)])
  func seconds(seconds: Double, text: String) {
    #expect(secondsText(seconds) == text)
  }

  @Test(
    "A clock shows hours only where there are some",
    arguments: [(0.4, "0:00"), (41, "0:41"), (725, "12:05"), (3750, "1:02:30"), (-3, "0:00"), (.nan, "?"), (1e9, "?")]
      as [(Double, String)])
  func clock(seconds: Double, text: String) {
    #expect(clockText(seconds) == text)
  }

  @Test("A part of a whole has a decimal below ten per cent")
  func percents() {
    #expect(
      [0, 0.004, 0.0123, 0.0994, 0.0996, 0.125, 0.996, 1].map(percentText) == [
        "0%", "0.4%", "1.2%", "9.9%", "10%", "13%", "100%", "100%",
      ])
  }
}
