import Figures
import Testing

/// Names beside the ends of lines, and bands.
@Suite struct LineNamesTests {
  private static func draw(_ chart: LineChart, _ size: Size = Size(504, 306)) throws -> RecordingCanvas {
    let canvas = RecordingCanvas(size: size)
    try chart.draw(on: canvas, size: .automatic)
    return canvas
  }

  private static func chart(ends: [Double], names: LineNames) -> LineChart {
    var chart = LineChart(
      lines: ends.enumerated().map { index, end in
        Line(name: "line \(index)", x: [0, 1, 2], y: [5, 3, end], colorIndex: index)
      })
    chart.names = names
    return chart
  }

  @Test func namesStandAtTheHeightOfTheirEnds() throws {
    let canvas = try Self.draw(Self.chart(ends: [1, 9], names: .ends))
    let plot = try #require(canvas.clips.first)
    let names = canvas.texts.filter { $0.string.hasPrefix("line") }
    #expect(names.map(\.string) == ["line 1", "line 0"])
    #expect(names.allSatisfy { $0.bounds.left > plot.right })
    let leaders = canvas.strokes.suffix(2).map(\.path.elements)
    for (name, leader) in zip(names, leaders) {
      guard case .move(let start) = leader[0], case .line(let end) = leader[2] else { throw Unexpected() }
      // Nothing is in the way, so that the leader is level.
      #expect((start.y - end.y).magnitude < 0.001)
      #expect((name.bounds.center.y - end.y).magnitude < 1.2)
    }
  }

  private struct Unexpected: Error {}

  @Test func namesOfLinesThatEndTogetherStandOneUnderAnother() throws {
    let canvas = try Self.draw(Self.chart(ends: [2, 2.01, 2.02, 2.03], names: .ends))
    let names = canvas.texts.filter { $0.string.hasPrefix("line") }
    #expect(names.map(\.string) == ["line 3", "line 2", "line 1", "line 0"])
    for (first, second) in zip(names, names.dropFirst()) {
      #expect((second.bounds.top - first.bounds.bottom).magnitude < 0.001)
    }
  }

  @Test func moreNamesThanHaveRoomBecomeALegend() throws {
    let canvas = try Self.draw(Self.chart(ends: (0..<40).map { Double($0 % 7) }, names: .ends), Size(504, 200))
    LayoutChecks.expectReadable(canvas, "40 names")
    #expect(canvas.texts.contains { $0.string == "line 0" })
    #expect(canvas.texts.allSatisfy { !$0.string.hasPrefix("line") || $0.bounds.top < canvas.size.height / 2 })
  }

  @Test func aChartWithoutNamesHasNone() throws {
    #expect(try !Self.draw(Self.chart(ends: [1, 2], names: .none)).texts.contains { $0.string.hasPrefix("line") })
  }

  @Test func ringsAreOpenAndCirclesAreFull() throws {
    func fills(_ marker: Line.Marker) throws -> [Color] {
      let line = Line(x: [1, 2, 3], y: [1, 3, 2], marker: marker)
      let chart = LineChart(horizontal: Axis(), vertical: Axis(), lines: [line])
      let canvas = try Self.draw(chart)
      return canvas.fills.filter { fill in
        fill.path.elements.contains { if case .circle = $0 { true } else { false } }
      }.map(\.color)
    }
    let theme = RecordingCanvas(size: Size(1, 1)).theme
    #expect(try fills(.ring) == [theme.paper, theme.paper, theme.paper])
    #expect(try fills(.circle) == [theme.color(0), theme.color(0), theme.color(0)])
  }

  @Test func aBandReachesFromTheLowestToTheHighest() throws {
    let runs = [[1.0, 2, 3], [3, 2, 1], [2, 2, 8]].map { LossRun(batches: $0, epochEnds: [3], validation: [$0[2]]) }
    let chart = LineChart.losses(runs, spread: .range, scale: .linear)
    #expect(chart.lines.map(\.name) == ["training, mean of 3", "validation, mean of 3"])
    #expect(chart.lines.map(\.y) == [[2, 2, 4], [4]])
    #expect(chart.bands.map(\.low) == [[1, 2, 1], [1]])
    #expect(chart.bands.map(\.high) == [[3, 2, 8], [8]])
    let deviation = LineChart.losses(runs, spread: .deviation, scale: .linear)
    #expect(deviation.bands[0].low == [1, 2, 4 - 13.0.squareRoot()])
    #expect(deviation.note == "bands: one standard deviation to either side")
    let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: RecordingCanvas(size: Size(504, 306)))
    let outline = try #require(chart.bands[0].outlines(in: frame).first)
    #expect(outline.map(\.y).min() == frame.vertical.place(8) && outline.map(\.y).max() == frame.vertical.place(1))
    for strip in chart.bands[0].strips(in: frame) { #expect(strip.top <= strip.bottom) }
  }

  @Test func bandsHaveTheGapsOfTheirRuns() throws {
    let runs = [[1.0, .nan, 3, 4], [3, 2, 1, 0]].map { LossRun(batches: $0, epochEnds: []) }
    let chart = LineChart.losses(runs, spread: .range)
    #expect(chart.note == "bands: from the lowest run to the highest; shaded: no finite loss")
    let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: RecordingCanvas(size: Size(504, 306)))
    #expect(chart.bands[0].outlines(in: frame).count == 2)
  }

  @Test func theLegendCoversNoBand() throws {
    var numbers = LineChartLayoutTests.Numbers(state: 31)
    var inside = 0
    for trial in 0..<300 {
      let center = (0..<50).map { _ in Double.random(in: 0...1, using: &numbers) }
      var chart = LineChart(lines: [Line(name: "mean", x: (0..<50).map(Double.init), y: center)])
      let width = Double.random(in: 0...3, using: &numbers)
      chart.bands = [
        Band(x: (0..<50).map(Double.init), low: center.map { $0 - width }, high: center.map { $0 + width })
      ]
      let peak = Int.random(in: 0..<50, using: &numbers)
      chart.lines[0].y[peak] = 20
      let canvas = try Self.draw(chart)
      let name = try #require(canvas.texts.last { $0.string == "mean" }).bounds
      let plot = try #require(canvas.clips.first)
      guard plot.contains(name) else { continue }
      inside += 1
      let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas)
      for outline in chart.bands[0].outlines(in: frame) {
        #expect(!Legend.touches(outline, name), "trial \(trial)")
        let span = outline.filter { $0.x >= name.left && $0.x <= name.right }.map(\.y)
        if let top = span.min(), let bottom = span.max() { #expect(name.bottom < top || name.top > bottom) }
      }
    }
    #expect(inside > 100)
  }
}
