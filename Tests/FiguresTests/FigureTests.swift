import Figures
import Foundation
import Testing

@Suite struct FigureTests {
  @Test func drawsWhatTheStoredPicturesShow() throws {
    for sample in try SampleFigures.every() {
      try Golden.expect(try sample.figure.render(.png), matches: sample.name)
    }
  }

  @Test func aMissingLineIsSeen() throws {
    let figure = { (chart: LineChart) in
      try Golden.decode(Figure(chart, size: FigureSize(resolution: 96)).render(.png))
    }
    let chart = LineChart.losses([SampleFigures.run()], title: "Training")
    var without = chart
    without.lines.removeFirst()
    #expect(Golden.difference(try figure(chart), try figure(without)).share > 0.01)
  }

  @Test(arguments: FigureFormat.allCases) func givesTheSameBytesInAnyOrder(format: FigureFormat) throws {
    let samples = try SampleFigures.every()
    let first = try samples.map { try $0.figure.render(format) }
    let second = try samples.reversed().map { try $0.figure.render(format) }.reversed()
    #expect(first == Array(second))
  }

  @Test func eachFormatBeginsAsItShould() throws {
    let figure = try SampleFigures.all()[0].figure
    #expect(try figure.render(.png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try figure.render(.pdf).starts(with: Array("%PDF-".utf8)))
    let svg = String(decoding: try figure.render(.svg), as: UTF8.self)
    let prefix = try #require(svg.firstMatch(of: /<title id="(f[0-9a-f]{8})-title">/)?.output.1)
    #expect(svg.contains("<svg role=\"img\" aria-labelledby=\"\(prefix)-title \(prefix)-description\" "))
    #expect(svg.contains("<title id=\"\(prefix)-title\">Training and validation loss</title>"))
    #expect(
      svg.contains(
        "<desc id=\"\(prefix)-description\">A chart of 2 lines: training and validation; mean squared error from "
          + "0.0223 to 0.276 over step from 1 to 1000.</desc>"), "\(svg.prefix(900))")
  }

  @Test func picturesKeepTheirOwnPixelsInSVG() throws {
    let svg = String(decoding: try SampleFigures.all()[4].figure.render(.svg), as: UTF8.self)
    let images = svg.components(separatedBy: "<image ").dropFirst()
    #expect(images.count == 10)
    for image in images {
      #expect(image.hasPrefix("style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\" "))
      #expect(image.contains("width=\"16\" height=\"16\""))
    }
  }

  @Test func aMillionPointsStaySmall() throws {
    var losses = (0..<1_000_000).map { step -> Double in 1e5 / (1e5 + Double(step)) }
    losses[654_321] = 6
    let chart = LineChart.losses([LossRun(batches: losses, epochEnds: [])])
    #expect(try Figure(chart).render(.svg).count < 200_000)
    let canvas = RecordingCanvas(size: Size(504, 306))
    try chart.draw(on: canvas, size: .automatic)
    let faded = try #require(canvas.strokes.first { $0.style.color.opacity == 0.28 })
    let highest = faded.path.elements.compactMap { element -> Double? in
      if case .line(let point) = element { point.y } else { nil }
    }.min()
    // The one high loss is still the top of the line.
    let plot = try #require(canvas.clips.first)
    #expect(try #require(highest) < plot.top + 0.1 * plot.height)
  }

  @Test(arguments: [
    (
      40_000.0, 10.0, 192.0,
      "a figure of 2880000 x 720 points cannot be drawn: each side is at least 1 and at most 32767"
    ),
    (
      400.0, 10.0, 192.0, "a figure of 76800 x 1920 pixels cannot be drawn: each side is at least 1 and at most 32767"
    ),
    (4, 3, 0, "a resolution of 0 pixels an inch cannot be drawn: expected 1 to 10000"),
    (.nan, 3, 96, "a figure of nan x 216 points cannot be drawn: each side is at least 1 and at most 32767"),
    (.infinity, 3, 96, "a figure of inf x 216 points cannot be drawn: each side is at least 1 and at most 32767"),
    (0.5, 0.5, 96, "a figure of 36 x 36 points has no room for its labels: make it larger"),
  ])
  func refusesSizesThatCannotBe(width: Double, height: Double, resolution: Double, message: String) {
    let figure = Figure(
      LineChart(lines: []), size: FigureSize(width: width, height: height, resolution: resolution))
    let error = #expect(throws: FigureError.self) { try figure.render(.png) }
    #expect(error?.description == message)
  }

  @Test func controlCharactersInTitlesAreHarmless() throws {
    let chart = LineChart(title: "a\u{0}b\nc\u{FFFE}<&>\u{FFFF}", lines: [Line(name: "\u{1}", x: [0], y: [1])])
    for format in FigureFormat.allCases { #expect(try !Figure(chart).render(format).isEmpty) }
    let svg = String(decoding: try Figure(chart).render(.svg), as: UTF8.self)
    #expect(svg.contains("-title\">a\u{FFFD}b c\u{FFFD}&lt;&amp;&gt;\u{FFFD}</title>"))
  }

  @Test func aPanelWithoutImagesIsRefused() {
    let error = #expect(throws: FigureError.self) { try Figure(ImagePanel(bands: [])).render(.png) }
    #expect(error?.description == "a figure of images needs one image at least, and none was given")
  }
}
