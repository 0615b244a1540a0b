import Figures
import Foundation
import ScriptRuntime
import Testing

/// Themes, captions, bands and names, and what figures tell of what made them.
@Suite(.serialized) struct FigureLookTests {
  /// Three trainings that differ in their seed alone.
  static let trainings = """
    param epochs = 2
    d = load sketches count=40
    for k in [1, 2, 3]
        seed k
        m[k] = autoencoder latent=4 width=4
        l[k] = train m[k] on=d validate=d epochs=epochs batch=10
    end

    """

  @Test("A family is one curve in a band, and names stand where they are asked for")
  func bandsAndNames() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.trainings + """
        plot l
        plot l band=range
        plot l band=deviation labels=ends
        plot l labels=none theme=dark
        """)
    let lines = said.split(separator: "\n").filter { !$0.hasPrefix("note: k ") }
    #expect(lines.allSatisfy { $0.hasPrefix("figure ") }, "\(said)")
    let figures = bench.output.figures.map(\.figure)
    #expect(figures[0].summary.hasPrefix("A chart of 6 lines: 1, training, 1, validation, 2, training,"))
    #expect(
      figures[1].summary.hasPrefix("A chart of 2 lines: training, mean of 3 and validation, mean of 3; loss (mse)"))
    let charts = try figures.map { try #require($0.content as? LineChart) }
    #expect(charts.map(\.bands.count) == [0, 2, 2, 0])
    #expect(charts.map(\.names) == [.legend, .legend, .ends, .none])
    #expect(charts[1].bands != charts[2].bands)
    #expect(figures.map(\.theme) == [.light, .light, .light, .dark])
  }

  @Test("A figure tells what made it, as far as that is known")
  func provenance() throws {
    let bench = try Bench(parameters: [("epochs", "1")], seed: 9)
    let said = bench.run(
      Self.trainings + """
        param note = "a, b"
        fig = plot l title="Three seeds" caption="What came of it." save=a.png
        save fig "b.svg"
        """)
    #expect(!said.contains("error"), "\(said)")
    for name in ["a.png", "b.svg"] {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: bench.folder + "/out/" + name)))
      let metadata = try FigureFile.metadata(of: bytes)
      #expect(metadata.title == "Three seeds")
      #expect(metadata.caption == "What came of it.")
      #expect(metadata.provenance.seeds == [1, 2, 3])
      #expect(metadata.provenance.program == nil && metadata.provenance.script == nil)
      #expect(
        metadata.provenance.parameters == [.init(name: "epochs", value: "1"), .init(name: "note", value: "a, b")])
    }
  }

  @Test("What the font lacks is said once a figure")
  func missingCharacters() throws {
    #expect(
      try Bench().run("d = load sketches count=2\nshow d title=\"réseau ネット ネ 損失\" save=a.png") == """
        test.darkroom:2:1: warning: the font DejaVu Sans has no shape for “ネ”, “ッ”, “ト”, “損” and “失”, and a box stands \
        in the place of each
             2 | show d title="réseau ネット ネ 損失" save=a.png
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        figure 1: show d title="réseau ネット ネ 損失" save=a.png

        """)
    #expect(
      try Bench().run("d = load sketches count=2\nshow d title=\"Ελληνικά, русский, ≤ ∞ ‑ “é”\"")
        == "figure 1: show d title=\"Ελληνικά, русский, ≤ ∞ ‑ “é”\"\n")
  }

  /// Files that cannot be written, and sizes that cannot be drawn; the earlier file stays as it was.
  @Test(
    "What goes wrong is told of the option that asked for it",
    arguments: [
      (
        "save=kept.png/a.png", "save", "cannot make the folder “DIR/out/kept.png”: a file of that name is in the way"
      ), ("save=folder.png", "save", "cannot write “DIR/out/folder.png”: it is a folder"),
      (
        "size=40000x400pt save=kept.png dpi=72", "size",
        "no side of a figure has more than 32767 pixels"
      ),
      ("size=20x20pt save=kept.svg", "size", "a figure of 20 x 20 points has no room for its labels: make it larger"),
    ])
  func failures(options: String, option: String, message: String) throws {
    let bench = try Bench()
    try FileManager.default.createDirectory(atPath: bench.folder + "/out/folder.png", withIntermediateDirectories: true)
    let kept = bench.folder + "/out/kept"
    for ending in [".png", ".svg"] { try Data("earlier".utf8).write(to: URL(filePath: kept + ending)) }
    let line = "draw m \(options)"
    let said = bench.run("m = autoencoder latent=2 width=2\n" + line)
    #expect(said.contains("error: \(message)\n"), "\(said)")
    let value = try #require(line.range(of: option + "=")?.upperBound)
    #expect(said.contains(":2:\(line.distance(from: line.startIndex, to: value) + 1): error"), "\(said)")
    for ending in [".png", ".svg"] {
      #expect(try Data(contentsOf: URL(filePath: kept + ending)) == Data("earlier".utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/out").count == 3)
  }

  @Test("A band needs several logs of the same steps, and names as many as there are logs")
  func bandsOfWhatDoesNotBelongTogether() throws {
    #expect(
      try Bench().run(Self.trainings + "plot l[2] band=range").hasSuffix(
        """
        test.darkroom:8:16: error: a band tells how far logs lie apart, and this is one
             8 | plot l[2] band=range
               |                ^^^^^
          expected a family of logs, as of trainings that differ in their seed

        """))
    #expect(
      try Bench().run(Self.trainings + "l[4] = train m[1] on=d epochs=1 batch=20\nplot l band=range").hasSuffix(
        """
        failed: test.darkroom:9:6: error: a band needs logs of the same steps: one has 8 batches, epochs that end at 4, 8 \
        and 2 validations, another 2 batches, epochs that end at 2 and 0 validations
             9 | plot l band=range
               |      ^
          expected trainings on as many images, in batches of one size, for as many epochs

        """))
    #expect(
      try Bench().check(Self.trainings + "plot l names=[a, b] band=range").hasSuffix(
        "error: 2 names cannot name 3 logs\n     8 | plot l names=[a, b] band=range\n       |              ^^^^^^\n"))
    let bench = try Bench()
    _ = bench.run(Self.trainings + "plot l names=one,two,three")
    #expect(
      bench.output.figures[0].figure.summary.hasPrefix("A chart of 6 lines: one, training, one, validation, two,"))
  }

  @Test("The seeds of a figure are those that numbers were drawn from")
  func seeds() throws {
    func seeds(_ script: String, seed: UInt64 = 4) throws -> [UInt64] {
      let bench = try Bench(seed: seed)
      let said = bench.run(script + "\nd = load sketches count=2\nshow d")
      #expect(!said.contains("error"), "\(said)")
      return bench.output.figures[0].figure.provenance.seeds
    }
    let draw = "m = autoencoder latent=2 width=2\n"
    #expect(try seeds("") == [4])
    #expect(try seeds("seed 7") == [7])
    #expect(try seeds(draw) == [4])
    #expect(try seeds(draw + "seed 5") == [4])
    #expect(try seeds(draw + "seed 5\n" + draw) == [4, 5])
    #expect(try seeds("seed 5\nseed 6\n" + draw + "seed 5\n" + draw) == [6, 5])
  }
}
