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
      let runs = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
        let epochs = Int.random(in: 0...30, using: &numbers)
        let each = Int.random(in: 1...40, using: &numbers)
        return LossRun(
          name: text(3), batches: series(epochs * each), epochEnds: (0..<epochs).map { ($0 + 1) * each },
          validation: series(epochs))
      }
      return .losses(runs, title: text(20), lossLabel: text(8))
    }
    let lines = (0..<Int.random(in: 0...5, using: &numbers)).map { index in
      let count = counts.randomElement(using: &numbers) ?? 0
      return Line(
        name: Bool.random(using: &numbers) ? text(4) : nil,
        x: Bool.random(using: &numbers) ? (0..<count).map(Double.init) : series(count), y: series(count),
        colorIndex: index, marker: [.none, .circle, .ring].randomElement(using: &numbers) ?? .none)
    }
    func axis() -> Axis {
      Axis(label: text(6), scale: Bool.random(using: &numbers) ? .linear : .logarithmic)
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
    for trial in 0..<400 {
      let chart = Self.chart(&numbers)
      let size = [Size(504, 306), Size(252, 180), Size(1000, 400)].randomElement(using: &numbers) ?? Size(504, 306)
      let canvas = RecordingCanvas(size: size)
      if let error = Self.draw(chart, on: canvas) {
        // The smallest page with the longest title and legend may be too small, and says so.
        #expect(error == .noRoom(width: 252, height: 180), "trial \(trial)")
        continue
      }
      let page = Rectangle(left: 0, top: 0, width: size.width, height: size.height)
      for text in canvas.texts {
        #expect(page.contains(text.bounds, tolerance: 0.01), "trial \(trial): “\(text.string)” at \(text.bounds)")
      }
      for (index, first) in canvas.texts.enumerated() {
        for second in canvas.texts[(index + 1)...] {
          #expect(
            !first.bounds.inset(by: 0.01).overlaps(second.bounds.inset(by: 0.01)),
            "trial \(trial): “\(first.string)” \(first.bounds) over “\(second.string)” \(second.bounds)")
        }
      }
      let frame = try PlotFrame(chart: chart, legendHeight: 0, canvas: canvas)
      let plot = frame.plot
      for tick in frame.horizontalTicks {
        let place = try #require(frame.horizontal.place(tick.value))
        #expect(place >= plot.left - 0.01 && place <= plot.right + 0.01, "trial \(trial): \(tick)")
      }
      for tick in frame.verticalTicks {
        let place = try #require(frame.vertical.place(tick.value))
        #expect(place >= plot.top - 0.01 && place <= plot.bottom + 0.01, "trial \(trial): \(tick)")
      }
    }
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

  @Test func legendsCoverNoData() throws {
    var numbers = Numbers(state: 11)
    var checked = 0
    for trial in 0..<300 {
      let chart = Self.chart(&numbers)
      let canvas = RecordingCanvas(size: Size(504, 306))
      if Self.draw(chart, on: canvas) != nil { continue }
      guard let (number, box) = canvas.fills.enumerated().first(where: { $0.element.color.opacity == 0.85 }) else {
        continue
      }
      checked += 1
      let points = box.path.elements.compactMap { element -> Point? in
        switch element {
        case .move(let point), .line(let point): point
        case .circle, .close: nil
        }
      }
      let frame = Rectangle(
        left: points.map(\.x).min() ?? 0, top: points.map(\.y).min() ?? 0, right: points.map(\.x).max() ?? 0,
        bottom: points.map(\.y).max() ?? 0)
      let plot = try #require(canvas.clips.first)
      let palette = Color.okabeIto.flatMap { [$0, $0.opacity(0.28)] }
      for stroke in canvas.strokes where stroke.fillsBefore <= number && palette.contains(stroke.style.color) {
        for piece in pieces(of: stroke.path) {
          #expect(
            !frame.overlaps(plot) || !Legend.touches(piece, frame), "trial \(trial): the legend covers a line")
        }
      }
    }
    #expect(checked > 100)
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
