import Figures
import Foundation
import Testing

/// Charts made of characters, compared as texts with stored ones; `DARKROOM_RECORD_GOLDEN=1` stores new ones.
@Suite struct CharacterChartTests {
  /// What is drawn: charts of every kind at the widths of small and large windows, with colours and without.
  static let pages: [(name: String, look: CharacterLook)] = [
    ("losses", CharacterLook(columns: 80, rows: 21, hasColors: true)),
    ("losses", CharacterLook(columns: 30, rows: 12, hasColors: true)),
    ("losses", CharacterLook(columns: 200, rows: 32, hasColors: true)),
    ("runs", CharacterLook(columns: 60, rows: 18, hasColors: false)),
    ("spread", CharacterLook(columns: 60, rows: 18, hasColors: true)),
    ("gap", CharacterLook(columns: 50, rows: 14, hasColors: true, dots: .halves)),
    ("bars", CharacterLook(columns: 72, rows: 20, hasColors: true)),
    ("bars", CharacterLook(columns: 30, rows: 12, hasColors: false)),
    ("scatter", CharacterLook(columns: 72, rows: 20, hasColors: true)),
    ("scatter", CharacterLook(columns: 50, rows: 16, hasColors: false)),
    ("histogram", CharacterLook(columns: 72, rows: 20, hasColors: true)),
    ("threshold", CharacterLook(columns: 60, rows: 16, hasColors: true)),
    ("panel", CharacterLook(columns: 50, rows: 14, hasColors: true)),
  ]

  static let figures: [String: Figure] = {
    let steps = (1...300).map(Double.init)
    func decay(_ scale: Double, _ speed: Double) -> [Double] {
      steps.map { (step: Double) -> Double in
        let noise = 0.02 * sin(step * 1.7)
        return scale * (exp(-step / speed) + 0.12 + noise)
      }
    }
    let run = LossRun(
      batches: decay(0.3, 60), epochEnds: [100, 200, 300], validation: [0.09, 0.047, 0.041])
    let speeds: [(String, Double)] = [("small", 60), ("middle", 40), ("large", 20)]
    let others = speeds.map { (name: String, speed: Double) -> LossRun in
      LossRun(
        name: name, batches: decay(0.3, speed), epochEnds: [100, 200, 300], validation: [0.1, 0.06, 0.05 + speed / 5e3])
    }
    let gap = LineChart(
      title: "A line with a gap", horizontal: Axis(label: "x"), vertical: Axis(label: "y"),
      lines: [Line(name: "measured", x: [0, 1, 2, 3, 4, 5, 6], y: [0, 1, 4, .nan, .nan, 25, 36])], note: "shaded: none")
    let threshold: Histogram = {
      let values = (0..<500).map { (index: Int) -> Double in
        let place = Double(index)
        return 0.02 + 0.01 * sin(place * 0.7) + 0.00001 * place
      }
      var chart = Histogram(
        title: "Errors", label: "mean squared error", series: [HistogramSeries(values: values)])
      chart.threshold = 0.025
      return chart
    }()
    var figures = Dictionary(uniqueKeysWithValues: SampleFigures.charts().map { ($0.name, $0.figure) })
    figures["losses"] = Figure(LineChart.losses([run], title: "Loss of the autoencoder"))
    figures["runs"] = Figure(LineChart.losses(others, title: "Three bottlenecks"))
    figures["spread"] = Figure(LineChart.losses(others, spread: .range, title: "三つのボトルネック"))
    figures["gap"] = Figure(gap)
    figures["threshold"] = Figure(threshold)
    figures["panel"] = Figure(
      FigureSheet(
        title: "Two figures",
        parts: [
          FigureSheet.Part(Figure(gap), caption: "with a gap"), FigureSheet.Part(Figure(threshold)),
        ], columns: 2))
    return figures
  }()

  @Test("Charts of characters read as they did, and keep to their width", arguments: pages.indices)
  func golden(number: Int) throws {
    let (name, look) = Self.pages[number]
    let page = try #require(try Self.figures[name]?.characters(look))
    let file = "\(name)-\(look.columns)\(look.hasColors ? "" : "-plain").txt"
    let url = Fixtures.url("characters/" + file)
    if ProcessInfo.processInfo.environment["DARKROOM_RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.text.utf8).write(to: url)
    }
    #expect(page.text == String(decoding: try Data(contentsOf: url), as: UTF8.self))
    #expect(page.columns == look.columns)
    for line in page.text.split(separator: "\n") { #expect(line.count <= look.columns, "\(line)") }
  }

  @Test("Series have inks of their own, and axes a quiet one")
  func inks() throws {
    let page = try #require(
      try Self.figures["losses"]?.characters(CharacterLook(columns: 80, rows: 20, hasColors: true)))
    let inks = page.rows.joined()
    #expect(inks.contains { $0.ink == .strong && $0.text.hasSuffix("Loss of the autoencoder") })
    #expect(inks.contains { $0.ink == .series(0) && $0.text.contains(/[⠁-⣿]/) })
    #expect(inks.contains { $0.ink == .series(1) && $0.text.contains("●") })
    #expect(inks.contains { $0.ink == .quiet && $0.text.contains("┤") })
  }

  @Test("What holds pictures is no page of characters")
  func pictures() throws {
    let look = CharacterLook(columns: 80, rows: 20, hasColors: true)
    let map = try #require(Self.figures["heat-map"])
    let chart = try #require(Self.figures["gap"])
    #expect(try map.characters(look) == nil)
    let sheet = FigureSheet(parts: [FigureSheet.Part(map), FigureSheet.Part(chart)], columns: 2)
    #expect(try Figure(sheet).characters(look) == nil)
  }

  @Test("Charts of nothing, of one point and of numbers far apart are drawn all the same", arguments: [20, 31, 200])
  func extremes(columns: Int) throws {
    for hasColors in [true, false] {
      let look = CharacterLook(columns: columns, rows: 8, hasColors: hasColors)
      let numbers: [[Double]] = [[], [3], [.nan], [-1e300, 1e300], [1e-300, 0, 5], [.infinity, 2, 2]]
      for values in numbers {
        let places = values.indices.map(Double.init)
        let figures = [
          Figure(LineChart(lines: [Line(name: "a", x: places, y: values, marker: .ring)])),
          Figure(
            LineChart(vertical: Axis(scale: .logarithmic), lines: [Line(x: places, y: values, stroke: .dashed)])),
          Figure(ScatterChart(groups: [ScatterGroup(x: values, y: values)])),
          Figure(Histogram(series: [HistogramSeries(values: values)])),
          Figure(Histogram(series: [HistogramSeries(values: values), HistogramSeries(values: values)])),
          Figure(BarChart(names: values.map { "\($0)" }, series: [BarSeries(values: values, errors: values)])),
        ]
        for figure in figures {
          let page = try #require(try figure.characters(look))
          for line in page.text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
        }
      }
    }
  }
}
