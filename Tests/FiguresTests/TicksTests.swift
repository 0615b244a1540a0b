import Figures
import Testing

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 5, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    (0.0...7820.0, 8, ["0", "1000", "2000", "3000", "4000", "5000", "6000", "7000"]),
    (-1.0...1.0, 5, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
    (0.0...100_000.0, 5, ["0", "25,000", "50,000", "75,000", "100,000"]),
    (0.0...4e9, 5, ["0", "1×10⁹", "2×10⁹", "3×10⁹", "4×10⁹"]),
  ])
  func linearTicksAreRound(range: ClosedRange<Double>, count: Int, labels: [String]) {
    #expect(Ticks.linear(range, count: count).map(\.label) == labels)
  }

  @Test(arguments: [
    (0.017...0.29, 8, ["0.02", "0.03", "0.05", "0.1", "0.2"]),
    (1.0...1e12, 5, ["10⁰", "10³", "10⁶", "10⁹", "10¹²"]),
    (1e-9...2e-7, 6, ["10⁻⁹", "3×10⁻⁹", "10⁻⁸", "3×10⁻⁸", "10⁻⁷"]),
  ])
  func logarithmicTicksAreRound(range: ClosedRange<Double>, count: Int, labels: [String]) {
    #expect(Ticks.logarithmic(range, count: count).map(\.label) == labels)
  }

  @Test func wholeTicksAreWhole() {
    for last in 1...200 {
      let ticks = Ticks.linear(0...Double(last), count: 8, isWhole: true)
      #expect(ticks.allSatisfy { $0.value == $0.value.rounded() })
      #expect(ticks.first?.value == 0)
    }
  }
}

@Suite struct SmoothingTests {
  @Test func aMeanOfNeighboursStaysAGapWhereThereIsNone() {
    let smooth = Smoothing.movingMean([1, 2, 3, .nan, 5, 6], window: 3)
    #expect(smooth.map { $0.isNaN ? -1 : $0 } == [1, 2, 2.5, -1, 5.5, 5.5])
  }

  @Test func hugeNumbersDoNotOverflow() {
    #expect(Smoothing.movingMean([1e308, 1e308, 1e308], window: 3).allSatisfy { $0 > 0.99e308 && $0.isFinite })
  }
}
