import Basics
import Figures
import Testing

@Suite struct StoppedDrawingTests {
  @Test("A figure that is stopped is none, in whatever format", arguments: FigureFormat.allCases)
  func formats(_ format: FigureFormat) throws {
    for sample in try SampleFigures.all() {
      var figure = sample.figure
      figure.stop.set()
      #expect(throws: FigureError.interrupted) { try figure.render(format) }
      // Another figure has a flag of its own, and nothing is left of the stop.
      figure.stop = StopFlag()
      #expect(try !figure.render(format).isEmpty)
    }
  }

  @Test("Bins are as wide as the sorted numbers say, which are not sorted for it")
  func quartiles() throws {
    var state: UInt64 = 1
    let numbers = (0..<5_000).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(bitPattern: state)) * 0x1p-63 * (state % 7 == 0 ? 1e-3 : 1)
    }
    let sorted = numbers.sorted()
    let width = 2 * (sorted[3_750] - sorted[1_250]) / 5_000.0.cubeRoot
    let range = sorted[0]...sorted[4_999]
    #expect(
      try Histogram.bins(for: numbers + [.nan, .infinity], over: range)
        == Int(((range.upperBound - range.lowerBound) / width).rounded(.up)))
  }
}

extension Double {
  /// By Newton's method.
  fileprivate var cubeRoot: Double { (0..<60).reduce(self) { root, _ in (2 * root + self / (root * root)) / 3 } }
}
