import Figures
import Foundation
import ScriptRuntime
import Testing

/// What the commands draw that decode and compare codes: of images of one grey each, whose codes are that grey.
@Suite(.serialized) struct CodePictureTests {
  private static let greys = [0, 10, 20, 200, 210, 255]

  private static let beginning = """
    d = load images path="greys.csv"
    p = pca d size=1

    """

  private func drawn<Content: FigureContent>(
    _ script: String, as kind: Content.Type
  ) throws -> (figures: [Content], said: String) {
    let labels = ["dark", "dark", "light", "light", "light", "light"]
    let table = zip(labels, Self.greys).map { label, grey in
      "\(label)," + repeatElement("\(grey)", count: 16).joined(separator: ",") + "\n"
    }
    let head = (0..<16).map { ",\($0)" }.joined()
    let bench = try Bench(files: ["greys.csv": "label\(head)\n" + table.joined()])
    let said = bench.run(Self.beginning + script)
    return (try bench.output.figures.map { try #require($0.figure.content as? Content, "\(said)") }, said)
  }

  /// The grey of each picture of a row, which is the same all over.
  private func greys(_ row: ImageRow) -> [Int?] {
    row.images.map { image in image.flatMap { Set($0.pixels).count == 1 ? Int($0.pixels[0]) : nil } }
  }

  @Test("Neighbours are the nearest but the image itself, and what is said of classes counts them")
  func neighbours() throws {
    let (panels, said) = try drawn("neighbours p d count=2 by=pixels,latents limit=6", as: ImagePanel.self)
    let panel = try #require(panels.first, "\(said)")
    let rows = panel.bands[0].rows
    #expect(rows.count == 12)
    let expected: [[Int?]] = [
      [0, 10, 20], [10, 0, 20], [20, 10, 0], [200, 210, 255], [210, 200, 255], [255, 210, 200],
    ]
    for (image, nearest) in expected.enumerated() {
      #expect(greys(rows[2 * image]) == nearest)
      #expect(greys(rows[2 * image + 1]) == [nil] + nearest.dropFirst())
    }
    #expect(rows.map(\.isApart) == (0..<12).map { $0 > 0 && $0 % 2 == 0 })
    // Of the first image's neighbours one is dark, of the second's one, of the third's none is light, of the others' all.
    #expect(said.contains("of the image’s own class: 67% by pixels and 67% by latents"), "\(said)")
  }

  @Test("Codes go along the quantiles of the data, wherever they start from")
  func traversals() throws {
    let (panels, said) = try drawn(
      "traverse p d count=1 steps=3\ntraverse p d count=1 steps=3 from=5 directions=numbers\ntraverse p d count=1 steps=3 from=1",
      as: ImagePanel.self)
    try #require(panels.count == 3, "\(said)")
    for panel in panels {
      #expect(panel.columnCaptions == ["17%", "50%", "83%"])
      // The quantiles at 1/6, 1/2 and 5/6: a component has no direction of its own.
      let found = greys(panel.bands[0].rows[0]).compactMap(\.self)
      let wanted = [8, 110, 218]
      #expect(
        [found, found.reversed()].contains { $0.count == 3 && zip($0, wanted).allSatisfy { abs($0 - $1) <= 1 } },
        "\(found)")
    }
    #expect(panels[0].bands[0].rows[0].caption == "direction 1, 100%")
    #expect(panels[1].bands[0].rows[0].caption == "number 1")
  }

  @Test("The page of a code tells its spread, what it goes together with, and the images at its ends")
  func dimensions() throws {
    let (sheets, said) = try drawn("dimensions p d steps=3 extremes=2", as: CodeSheet.self)
    let sheet = try #require(sheets.first, "\(said)")
    #expect(sheet.measures == ["brightness", "edges", "class, η"])
    let row = try #require(sheet.rows.first)
    #expect(((row.measures[0] ?? 0).magnitude - 1).magnitude < 1e-5)
    #expect(row.measures[1] == nil)
    let ends = [row.lowest, row.highest].map { $0.map { Int($0.pixels[0]) } }
    #expect(ends == [[0, 10], [255, 210]] || ends == [[255, 210], [0, 10]])
    // A code is the sum of sixteen equal numbers from −1 to 1 over four.
    let values = Self.greys.map { Double($0) * 4 / 127.5 }
    let mean = values.reduce(0, +) / 6
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5).squareRoot()
    #expect((row.spread - deviation).magnitude < 1e-4 * deviation, "\(row.spread) \(deviation)")
    #expect(sheet.note?.contains("Decoded at quantiles of 6 codes, from 17% to 83%") == true, "\(sheet.note ?? "")")
  }

  @Test("Codes in many bits keep images to the bit, which has no end of decibels, and in one bit only the ends")
  func rates() throws {
    let (charts, said) = try drawn("rates p d training=d bits=16,1 jpeg=none", as: LineChart.self)
    let chart = try #require(charts.first, "\(said)")
    #expect(chart.lines[0].x == [1, 2])
    #expect(chart.lines[0].y[1] == .infinity)
    // Errors of 0, 10, 20, 55, 45 and 0 grey levels.
    let error = (100.0 + 400 + 3025 + 2025) / 6
    #expect((pow(10, chart.lines[0].y[0] / 10) - 255 * 255 / error).magnitude < 1e-6 * 255 * 255 / error)
    #expect(said.contains("∞"), "\(said)")
  }
}
