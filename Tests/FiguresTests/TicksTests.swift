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

@Suite struct ChosenMarksTests {
  @Test(arguments: [
    (1.0...1024.0, 11, ["1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024"]),
    (1.0...1024.0, 6, ["1", "4", "16", "64", "256", "1024"]),
    (3.0...100.0, 4, ["4", "16", "64"]),
    (1.0...1024.0, 1, ["1", "64"]),
  ])
  func marksAreThinnedEvenly(range: ClosedRange<Double>, count: Int, labels: [String]) {
    let marks = (0...10).map { Double(1 << $0) }
    #expect(Ticks.chosen(marks.shuffled() + marks, in: range, count: count).map(\.label) == labels)
  }

  @Test(arguments: [
    ([0.5, 1, 2.25], ["0.50", "1.00", "2.25"]), ([0, 8, 16], ["0", "8", "16"]), ([1, 2e9], ["1.00", "2.00×10⁹"]),
    ([.nan, .infinity, 3], ["3"]), ([], []),
  ])
  func marksAreLabelledPlainly(marks: [Double], labels: [String]) {
    #expect(Ticks.chosen(marks, in: -1...3e9, count: 9).map(\.label) == labels)
  }

  @Test func anAxisMarksWhatItIsToldAndNothingBetween() throws {
    let values = (0...10).map { Double(1 << $0) }
    func canvas(marks: [Double]?) throws -> RecordingCanvas {
      let chart = LineChart(
        horizontal: Axis(scale: .logarithmic, marks: marks), vertical: Axis(scale: .logarithmic),
        lines: [Line(x: values, y: values)])
      let canvas = RecordingCanvas(size: Size(504, 306))
      try chart.draw(on: canvas, size: .automatic)
      return canvas
    }
    let marked = try canvas(marks: values)
    #expect(values.allSatisfy { value in marked.texts.contains { $0.string == "\(Int(value))" } })
    // The short ticks between powers of ten are left to the axis that finds its own marks.
    let found = try canvas(marks: nil)
    let plot = try #require(found.clips.first)
    let short = { (canvas: RecordingCanvas) in
      canvas.strokes.count { stroke in
        stroke.path
          == .line(
            from: Point(self.start(stroke.path).x, plot.bottom), to: Point(self.start(stroke.path).x, plot.bottom + 2))
      }
    }
    #expect(short(found) > 20)
    #expect(short(marked) == 0)
    // Where they do not all have room, those that are left stand clear of each other.
    let many = (1...200).map(Double.init)
    let crowded = RecordingCanvas(size: Size(252, 180))
    try LineChart(horizontal: Axis(marks: many), lines: [Line(x: many, y: many)]).draw(on: crowded, size: .automatic)
    let below = crowded.texts.filter { $0.bounds.top > plot.top && $0.bounds.bottom > 160 }.sorted {
      $0.bounds.left < $1.bounds.left
    }
    #expect(below.count >= 3)
    #expect(zip(below, below.dropFirst()).allSatisfy { $0.bounds.right < $1.bounds.left })
  }

  private func start(_ path: Path) -> Point {
    if case .move(let point)? = path.elements.first { point } else { Point(0, 0) }
  }
}
