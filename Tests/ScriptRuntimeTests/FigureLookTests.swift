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
    #expect(said.split(separator: "\n").allSatisfy { $0.hasPrefix("figure ") }, "\(said)")
    let figures = bench.output.figures.map(\.figure)
    #expect(figures[0].summary.hasPrefix("A chart of 6 lines: 1, training, 1, validation, 2, training,"))
    #expect(
      figures[1].summary.hasPrefix("A chart of 2 lines: training, mean of 3 and validation, mean of 3; loss (mse)"))
    // What is asked for changes the picture.
    let pictures = Set(try figures.map { try $0.raster() })
    #expect(pictures.count == 4)
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
      #expect(metadata.provenance.seed == 3)
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
        "a figure of 40000 x 400 pixels cannot be drawn: each side is at least 1 and at most 32767"
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
}
