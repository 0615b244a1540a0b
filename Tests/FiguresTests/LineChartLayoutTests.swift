import Figures
import Testing

/// What must hold of every chart, whatever its numbers, seen through a canvas that draws nothing.
@Suite struct LineChartLayoutTests {
  /// A generator that gives the same numbers on every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) | (state << 31)
    }
  }

  static func chart(_ numbers: inout Numbers) -> LineChart {
    let words = ["loss", "bottleneck", "1000", "réseau", "ネットワーク", "a\tb", "", "absolutely-unbreakable-long-word"]
    func text(_ most: Int) -> String {
      (0..<Int.random(in: 0...most, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }
        .joined(separator: " ")
    }
    let specials = [Double.nan, .infinity, -.infinity, 0, 1e-300, 1e300, -1e300, -1e-200, .greatestFiniteMagnitude]
    func series(_ count: Int) -> [Double] {
      let center: Double = [0.0, 1, -3, 1e6, 1e-9, 1e300, -1e-300].randomElement(using: &numbers) ?? 0
      let width: Double = [0.0, 1, 0.001, 1e5, 1e-12, 1e299].randomElement(using: &numbers) ?? 0
      let odd = Int.random(in: 0...3, using: &numbers) == 0
      return (0..<count).map { _ -> Double in
        if odd, Int.random(in: 0...9, using: &numbers) == 0 { return specials.randomElement(using: &numbers) ?? 0 }
        return center + width * Double.random(in: -1...1, using: &numbers)
      }
    }
    let counts = [0, 1, 2, 3, 17, 400]
    if Bool.random(using: &numbers) {
      let runs = (0..<([0, 1, 2, 3, 8].randomElement(using: &numbers) ?? 0)).map { _ in
        let epochs = Int.random(in: 0...30, using: &numbers)
        let each = Int.random(in: 1...40, using: &numbers)
        return LossRun(
          name: text(3), batches: series(epochs * each), epochEnds: (0..<epochs).map { ($0 + 1) * each },
          validation: series(epochs))
      }
      return .losses(
        runs, title: text(20), lossLabel: text(8),
        scale: [nil, .linear, .logarithmic].randomElement(using: &numbers) ?? nil)
    }
    let lines = (0..<Int.random(in: 0...5, using: &numbers)).map { index in
      let count = counts.randomElement(using: &numbers) ?? 0
      return Line(
        name: Bool.random(using: &numbers) ? text(4) : nil,
        x: Bool.random(using: &numbers) ? (0..<count).map(Double.init) : series(count), y: series(count),
        colorIndex: index, marker: [.none, .circle, .ring].randomElement(using: &numbers) ?? .none)
    }
    func axis() -> Axis {
      let limits: ClosedRange<Double>? =
        [nil, nil, 0...1, -2...5, 1e-6...1e3, -1e300...1e300]
        .randomElement(using: &numbers) ?? nil
      return Axis(
        label: text(6), scale: Bool.random(using: &numbers) ? .linear : .logarithmic, limits: limits,
        isWhole: Int.random(in: 0...4, using: &numbers) == 0)
    }
    return LineChart(title: text(20), horizontal: axis(), vertical: axis(), lines: lines, note: text(12))
  }

  /// Draws `chart`; what it throws, if it does.
  private static func draw(_ chart: LineChart, on canvas: RecordingCanvas) -> FigureError? {
    do {
      try chart.draw(on: canvas, size: .automatic)
      return nil
    } catch {
      return error
    }
  }

  @Test func nothingIsClippedAndNothingOverlaps() throws {
    var numbers = Numbers(state: 7)
    for trial in 0..<1_000 {
      var chart = Self.chart(&numbers)
      chart.names = [.legend, .ends, .none][trial % 3]
      if trial % 2 == 0, let line = chart.lines.first {
        chart.bands = [Band(x: line.x, low: line.y.map { $0 - 1 }, high: line.y.map { $0 * 2 + 1 })]
      }
      let size = LayoutChecks.size(&numbers)
      let canvas = RecordingCanvas(size: size)
      if let error = Self.draw(chart, on: canvas) {
        // The smallest page with the longest title and legend may be too small, and says so.
        #expect(error == .noRoom(width: 252, height: 180), "trial \(trial)")
        continue
      }
      LayoutChecks.expectReadable(canvas, "trial \(trial)")
      let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas)
      LayoutChecks.expectTicksInside(frame, "trial \(trial)")
    }
  }

  @Test("The axes of a square chart are equally long, whatever page it is drawn on")
  func squares() throws {
    var chart = LineChart(
      title: "A curve", horizontal: Axis(label: "false", limits: 0...1), vertical: Axis(label: "true", limits: 0...1),
      lines: [Line(name: "area 0.9", x: [0, 1], y: [0, 1])])
    chart.isSquare = true
    let measuring = RecordingCanvas(size: Size(1, 1))
    for size in [FigureSize.automatic, FigureSize(width: 3.3), FigureSize(width: 7), FigureSize(width: 6, height: 3)] {
      let canvas = RecordingCanvas(size: chart.pageSize(for: size, measuring: measuring))
      let plot = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas).plot
      #expect(abs(plot.width - plot.height) < 1e-9 && plot.width > 100)
      #expect(Self.draw(chart, on: canvas) == nil)
      LayoutChecks.expectReadable(canvas, "\(size)")
      // The label of the axis on the left stands beside it.
      let label = try #require(canvas.texts.first { $0.string == "true" })
      #expect(plot.left - label.bounds.right < 40)
    }
    chart.isSquare = false
    let canvas = RecordingCanvas(size: chart.pageSize(for: .automatic, measuring: measuring))
    let plot = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas).plot
    #expect(plot.width > plot.height + 50)
  }

  @Test("A legend among grid lines is a box with an edge, and one above the chart has none")
  func legendBoxes() throws {
    let chart = LineChart(lines: [
      Line(name: "one", x: [0, 1], y: [0, 1]), Line(name: "two", x: [0, 1], y: [0, 2], colorIndex: 1),
    ])
    let canvas = RecordingCanvas(size: Size(504, 306))
    #expect(Self.draw(chart, on: canvas) == nil)
    let paper = canvas.fills.filter { $0.color == Theme.light.paper }.map(\.path.bounds)
    #expect(paper.count == 1)
    let edges = canvas.strokes.filter { $0.path.bounds == paper.first }
    #expect(edges.count == 1 && edges.first?.style.color == Theme.light.gridLine)
    // Where all corners are taken it stands above, on nothing.
    let places = (0...200).map { Double($0) / 200 }
    let full = LineChart(lines: [
      Line(name: "all over the chart", x: places, y: places.indices.map { $0 % 2 == 0 ? 0 : 1 })
    ])
    let above = RecordingCanvas(size: Size(504, 306))
    #expect(Self.draw(full, on: above) == nil)
    #expect(
      !above.fills.contains { $0.color == Theme.light.paper }
        && above.texts.contains { $0.string == "all over the chart" })
  }

  @Test func epochsOfAContinuedTrainingAreCountedOn() throws {
    let run = LossRun(
      batches: [4, 3, 2, 1], epochEnds: [2, 4], validation: [3, 1], epochsBefore: 7)
    let canvas = RecordingCanvas(size: Size(504, 306))
    #expect(Self.draw(.losses([run]), on: canvas) == nil)
    let epochs = canvas.texts.map(\.string)
    for number in ["7", "8", "9"] { #expect(epochs.contains(number)) }
    let fresh = LossRun(batches: [4, 3, 2, 1], epochEnds: [2, 4], validation: [3, 1])
    let freshCanvas = RecordingCanvas(size: Size(504, 306))
    #expect(Self.draw(.losses([fresh]), on: freshCanvas) == nil)
    #expect(!freshCanvas.texts.contains { $0.string == "9" })
  }

  @Test("A long remark takes two lines below the chart, and what is longer is cut there")
  func longNotes() throws {
    let canvas = RecordingCanvas(size: Size(504, 306))
    func lines(_ words: Int) throws -> [String] {
      let note = repeatElement("left out", count: words).joined(separator: " ")
      let chart = LineChart(lines: [Line(x: [1, 2], y: [1, 2])], note: note)
      return try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas).noteLines
    }
    #expect(try lines(0).isEmpty)
    #expect(try lines(2) == ["left out left out"])
    #expect(try lines(14).count == 2)
    let cut = try lines(60)
    #expect(cut.count == 2 && cut.last?.hasSuffix("…") == true)
  }

  @Test func legendsCoverNoData() throws {
    var numbers = Numbers(state: 11)
    var inside = 0
    var above = 0
    for trial in 0..<1_000 {
      let chart = Self.chart(&numbers)
      let canvas = RecordingCanvas(size: Size(504, 306))
      if Self.draw(chart, on: canvas) != nil { continue }
      let plot = try #require(canvas.clips.first)
      let named = chart.lines.compactMap(\.name).filter { !$0.isEmpty }
      guard !named.isEmpty else { continue }
      // The legend is drawn last: its texts are the last ones.
      let shown = min(named.count, canvas.texts.count)
      let names = canvas.texts.suffix(shown).map(\.bounds)
      guard names.allSatisfy({ plot.contains($0) }) else {
        above += 1
        #expect(names.allSatisfy { !plot.overlaps($0) }, "trial \(trial): the legend is neither inside nor outside")
        continue
      }
      inside += 1
      let palette = Color.okabeIto.flatMap { [$0, $0.opacity(0.28)] }
      let first = try #require(canvas.texts.suffix(named.count).first).strokesBefore
      for stroke in canvas.strokes.prefix(first) where palette.contains(stroke.style.color) {
        for piece in pieces(of: stroke.path) where piece.contains(where: { !isSample($0, beside: names) }) {
          for name in names { #expect(!Legend.touches(piece, name), "trial \(trial): the legend covers a line") }
        }
      }
    }
    #expect(inside > 200 && above > 50)
  }

  /// Whether `point` belongs to the sample that stands before one of `names`.
  private func isSample(_ point: Point, beside names: [Rectangle]) -> Bool {
    names.contains { point.y == $0.center.y && point.x < $0.left && point.x > $0.left - 30 }
  }

  private func pieces(of path: Path) -> [[Point]] {
    var pieces: [[Point]] = []
    for element in path.elements {
      switch element {
      case .move(let point): pieces.append([point])
      case .line(let point): pieces[pieces.count - 1].append(point)
      case .circle(let center, _): pieces.append([center])
      case .close: break
      }
    }
    return pieces
  }
}
