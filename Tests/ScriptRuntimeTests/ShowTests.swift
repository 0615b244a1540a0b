import Figures
import Foundation
import ScriptRuntime
import Testing

@Suite(.serialized) struct ShowTests {
  static let training = """
    training = load sketches count=32
    test = pick training one-per-class
    model = autoencoder latent=4 width=4
    log = train model on=training watch=test epochs=3 batch=16

    """

  private func panels(_ script: String) throws -> [ImagePanel] {
    let bench = try Bench()
    let said = bench.run(script)
    #expect(!said.contains("error"), "\(said)")
    return try bench.output.figures.map { try #require($0.figure.content as? ImagePanel) }
  }

  private func captions(_ panel: ImagePanel) -> [[String?]] { panel.bands.map { $0.rows.map(\.caption) } }

  @Test func differencesStandUnderReconstructions() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.training + """
        show log difference=yes epochs=first,last save=rows.png,rows.svg,rows.pdf,rows.gif
        show log difference=yes columns=4
        show log
        """)
    #expect(
      said == """
        figure 1: show log difference=yes epochs=first,last save=rows.png,rows.svg,rows.pdf,rows.gif
        figure 2: show log difference=yes columns=4
        figure 3: show log

        """)
    #expect(["rows.png", "rows.svg", "rows.pdf", "rows.gif"].allSatisfy(bench.wrote))
    let figures = bench.output.figures.map(\.figure)
    let panels = try figures.map { try #require($0.content as? ImagePanel) }
    #expect(captions(panels[0]) == [["original", "epoch 1", "difference", "epoch 3", "difference"]])
    #expect(
      captions(panels[1]) == [Array(repeating: ["original", "reconstructed", "difference"], count: 3).flatMap(\.self)])
    #expect(panels[1].bands[0].rows.map(\.images.count) == [4, 4, 4, 4, 4, 4, 2, 2, 2])
    #expect(panels[2].colorBar == nil && !captions(panels[2]).joined().contains("difference"))

    // The colours are those of the numbers that the log holds.
    guard case .log(let log)? = bench.session.variables["log"], let originals = log.watched else {
      Issue.record("no log")
      return
    }
    func batch(_ values: [Float]) throws -> ImageBatch {
      try ImageBatch(count: 10, channels: 3, height: 32, width: 32, values: values)
    }
    let differences = try [0, 2].map { epoch in
      try batch(#require(log.epochs[epoch].reconstructions).values).absoluteDifferences(to: batch(originals.values))
    }
    let scale = ImageDifferences(scaleFor: differences)
    #expect(panels[0].colorBar == scale.colorBar)
    #expect([2, 4].map { panels[0].bands[0].rows[$0].images } == differences.map { scale.pictures(of: $0) })

    // One scale for all frames of an animation.
    let frames = try figures[0].frames.map { try #require($0.content as? ImagePanel) }
    #expect(frames.count == 2 && frames.allSatisfy { $0.colorBar == scale.colorBar })
    #expect(frames.map(captions) == [1, 3].map { [["original", "epoch \($0)", "difference"]] })
    #expect(try Set(figures[0].frameRasters().map(\.width)).count == 1)
  }

  static let family = """
    training = load sketches count=32
    test = pick training one-per-class
    for size in 4,8
        model[size] = autoencoder latent=size width=4
        log[size] = train model[size] on=training watch=test epochs=(size/4) batch=16
    end

    """

  @Test func aFamilyHasOneScaleOfDifferences() throws {
    let panels = try panels(Self.family + "show log difference=yes")
    #expect(captions(panels[0]) == [["original", "bottleneck 4", "difference", "bottleneck 8", "difference"]])
    #expect(panels[0].colorBar?.label == "absolute difference")
  }

  @Test func aStripHasARowForEachImageAndAColumnForEachEpoch() throws {
    let panels = try panels(
      Self.training + """
        show log layout=strip save=strip.png,strip.gif
        show log layout=strip epochs=2,1
        show log layout=strip columns=2
        show log layout=strip columns=1
        show log layout=strip epochs=all difference=yes
        """)
    #expect(
      panels.map(\.columnCaptions) == [
        ["original", "1", "2", "3"], ["original", "1", "2"], ["original", "1", "3"], ["original", "3"],
        ["original", "1", "2", "3"],
      ])
    #expect(panels.allSatisfy { $0.columnGroup == ColumnGroup(caption: "epoch", first: 1) })
    let rows = panels[0].bands[0].rows
    #expect(rows.map(\.caption).prefix(3) == ["balloon", "boat", "car"])
    #expect(rows.count == 10 && rows.allSatisfy { $0.images.count == 4 })
    #expect(panels[1].bands[0].rows[5].images == Array(rows[5].images[..<3]))
    let both = panels[4].bands[0].rows
    #expect(both.count == 20 && both[0].caption == "balloon" && both[1].caption == "difference")
    #expect(both[0].images == rows[0].images)
    #expect(both[1].images[0] == nil && both[1].images.dropFirst().allSatisfy { $0 != nil })
    #expect(panels[4].colorBar != nil && panels[0].colorBar == nil)
  }

  @Test func ofManyEpochsAStripTakesEvenlySpacedOnes() throws {
    let panels = try panels(
      """
      training = load sketches count=8
      test = pick training 0..3
      model = autoencoder latent=4 width=4
      log = train model on=training watch=test epochs=22 batch=8
      show log layout=strip
      show log layout=strip columns=4
      show log layout=strip epochs=1..12
      show log layout=strip epochs=all columns=3
      """)
    #expect(
      panels.map { $0.columnCaptions.dropFirst().compactMap { Int($0) } } == [
        [1, 3, 6, 8, 10, 13, 15, 17, 20, 22], [1, 8, 15, 22], Array(1...12), [1, 12, 22],
      ])
  }

  @Test func aFamilyOfStripsSharesItsColumns() throws {
    let panels = try panels(Self.family + "show log layout=strip")
    #expect(panels[0].bands.map(\.caption) == ["bottleneck 4", "bottleneck 8"])
    #expect(panels[0].columnCaptions == ["original", "1", "2"])
    #expect(panels[0].bands[0].rows.allSatisfy { $0.images[1] != nil && $0.images[2] == nil })
    #expect(panels[0].bands[1].rows.allSatisfy { $0.images[1] != nil && $0.images[2] != nil })
  }

  @Test func gridsTakeTheOptionsOfMakeGrid() throws {
    let script = """
      test = load sketches count=6
      show test layout=grid
      show test layout=grid columns=4 padding=3 pad_value=0.5 normalize=no
      show test layout=grid value_range=[-0.5, 0.25] padding=0
      show test layout=grid scale_each=yes
      show test layout=grid limit=1 padding=5
      """
    let bench = try Bench()
    #expect(!bench.run(script).contains("error"))
    guard case .data(let set)? = bench.session.variables["test"] else {
      Issue.record("no images")
      return
    }
    let images = set.normalised()
    let batch = try ImageBatch(count: 6, channels: 3, height: 32, width: 32, values: images.values)
    let grids = [
      ImageGrid(columns: 10, padding: 1, normalize: true),
      ImageGrid(columns: 4, padding: 3, padValue: 0.5),
      ImageGrid(columns: 10, padding: 0, normalize: true, valueRange: -0.5...0.25),
      ImageGrid(columns: 10, padding: 1, normalize: true, scaleEach: true),
    ]
    let pictures = try bench.output.figures.map {
      try #require(($0.figure.content as? ImagePanel)?.bands[0].rows[0].images[0])
    }
    #expect(try Array(pictures.prefix(4)) == grids.map { try $0.picture(of: batch) })
    #expect(Set(pictures).count == 5)
    #expect(pictures[4].width == 32 && pictures[4].height == 32)
  }

  @Test func aLogsGridsTakeThemToo() throws {
    let panels = try panels(
      Self.training + """
        show log layout=grid padding=2 columns=4
        show log layout=grid padding=2 columns=4 value_range=[-1, 1] save=grid.gif
        """)
    for panel in panels {
      let picture = try #require(panel.bands[0].rows[0].images[0])
      #expect(picture.width == 4 * 34 + 2 && picture.height == 5 * 34 + 2)
    }
    #expect(panels[0].bands != panels[1].bands)
  }

  /// Options that do not go together, each found before the run, at the option.
  @Test(
    arguments: [
      (
        "show test layout=strip",
        """
        18: error: `layout=strip` goes with logs, and these are images
             3 | show test layout=strip
               |                  ^^^^^
          expected the log of a training with `watch=`, whose epochs are the columns
        """
      ),
      (
        "show test difference=yes",
        """
        22: error: `difference` goes with logs, and these are images
             3 | show test difference=yes
               |                      ^^^
        """
      ),
      (
        "show test padding=2",
        """
        19: error: `padding` goes with `layout=grid`, and this is `layout=rows`
             3 | show test padding=2
               |                   ^
        """
      ),
      (
        "show test layout=grid value_range=[1, -1]",
        """
        35: error: `value_range` goes from the lower number to the higher, and gets 1 and -1
             3 | show test layout=grid value_range=[1, -1]
               |                                   ^^^^^^^
          expected two numbers, the lower one first, as in `value_range=[-1, 1]`
        """
      ),
      (
        "show test layout=grid value_range=[1, 2, 3]",
        """
        35: error: `value_range` takes two numbers, and gets 3
             3 | show test layout=grid value_range=[1, 2, 3]
               |                                   ^^^^^^^^^
          expected two numbers, the lower one first, as in `value_range=[-1, 1]`
        """
      ),
    ])
  func optionsThatDoNotGoTogether(line: String, expected: String) throws {
    let script = "training = load sketches count=20\ntest = pick training 0..3\n" + line
    #expect(try Bench().check(script) == "test.darkroom:3:" + expected + "\n")
  }

  @Test func aGridHasNoRowsForDifferences() throws {
    let script = Self.training + "show log layout=grid difference=yes"
    #expect(
      try Bench().check(script) == """
        test.darkroom:5:33: error: `difference` does not go with `layout=grid`: a grid is one picture, originals and \
        reconstructions by turns
             5 | show log layout=grid difference=yes
               |                                 ^^^
          expected `layout=rows` or `layout=strip`, which have rows of their own for differences

        """)
  }
}
