import Foundation
import ScriptRuntime
import Testing

@Suite(.serialized) struct FigureOptionsTests {
  /// The width and height that a PNG's first chunk tells.
  private func pixels(_ script: String) throws -> [Int] {
    let bench = try Bench()
    let said = bench.run(
      "d = load sketches count=20\nm = autoencoder latent=4 width=4\nl = train m on=d epochs=1\n" + script)
    #expect(!said.contains("error"), "\(said)")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: bench.folder + "/out/a.png")))
    return [16, 20].map { place in bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
  }

  @Test(
    "A figure has the size and the resolution that are asked for",
    arguments: [
      ("7x3in dpi=100", [700, 300]), ("254x127mm dpi=50", [500, 250]), ("12.7x6.35cm dpi=100", [500, 250]),
      ("360x144pt dpi=144", [720, 288]),
    ])
  func sizes(options: String, expected: [Int]) throws {
    #expect(try pixels("plot l save=a.png size=" + options) == expected)
  }

  @Test("A width alone leaves the height to the figure")
  func widths() throws {
    #expect(try pixels("plot l save=a.png size=column dpi=254")[0] == 850)
    #expect(try pixels("plot l save=a.png size=180mm dpi=254")[0] == 1800)
    #expect(try pixels("show d save=a.png size=page dpi=254")[0] == 1800)
  }

  @Test func whatIsNoSizeIsRefused() throws {
    #expect(
      try Bench().check("d = load sketches count=3\nshow d size=7x3xin dpi=5") == """
        test.darkroom:2:13: error: `7x3xin` is no value
             2 | show d size=7x3xin dpi=5
               |             ^^^^^^
          expected a number, a word, `"text"`, a list, a range, a shape, or an expression in parentheses
          note: other text is quoted: `"7x3xin"`

        """)
    #expect(
      try Bench().check("d = load sketches count=3\nshow d size=7x3ft") == """
        test.darkroom:2:13: error: `size` takes no `7x3ft`
             2 | show d size=7x3ft
               |             ^^^^^
          expected `column` or `page`, or a size, as in `7x3in`, `170x80mm` or `9cm`

        """)
  }

  @Test func aSizeThatNoPictureHasIsAnError() throws {
    let said = try Bench().run("d = load sketches count=3\nshow d save=a.png size=400x10in dpi=2400")
    #expect(said.contains("error"), "\(said)")
  }
}
