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
    // Each image's rows stand together, apart from those of the next.
    #expect(panels[1].bands[0].rows.map(\.isApart) == (0..<9).map { $0 % 3 == 0 })
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
    let frames = try figures[0].frames.map { try #require($0.content as? LatePanel).make() }
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
      training = load sketches count=32
      test = pick training one-per-class
      model = autoencoder latent=4 width=4
      log = train model on=training watch=test epochs=22 batch=32
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

  private static let beginning = """
    d = load sketches count=10
    m = autoencoder latent=4 width=4
    l = train m on=d watch=d epochs=2

    """

  @Test func differencesHaveNoPlaceInGridsOrBesideImages() throws {
    #expect(
      try Bench().check(
        Self.beginning + """
          show l layout=grid difference=yes
          show d difference=yes
          show d epochs=first
          """) == """
          test.darkroom:4:31: error: `difference` does not go with `layout=grid`: a grid is one picture, originals and reconstructions by turns
               4 | show l layout=grid difference=yes
                 |                               ^^^
            expected `layout=rows` or `layout=strip`, which have rows of their own for differences
          test.darkroom:5:19: error: `difference` goes with logs, and these are images
               5 | show d difference=yes
                 |                   ^^^
          test.darkroom:6:15: error: `epochs` goes with logs, and these are images
               6 | show d epochs=first
                 |               ^^^^^

          """)
  }

  @Test func imagesMakeNoStrip() throws {
    #expect(
      try Bench().check(
        Self.beginning + """
          show d layout=strip
          r = reconstruct m d
          show r layout=strip
          """) == """
          test.darkroom:4:15: error: `layout=strip` goes with logs, and these are images
               4 | show d layout=strip
                 |               ^^^^^
            expected the log of a training with `watch=`, whose epochs are the columns
          test.darkroom:6:15: error: `layout=strip` goes with logs, and these are images
               6 | show r layout=strip
                 |               ^^^^^
            expected the log of a training with `watch=`, whose epochs are the columns

          """)
  }

  @Test func optionsOfGridsGoWithGrids() throws {
    #expect(
      try Bench().check(
        Self.beginning + """
          show l padding=2
          show l layout=strip normalize=no
          show d scale_each=yes
          show d pad_value=1
          show d value_range=[0, 1]
          """) == """
          test.darkroom:4:16: error: `padding` goes with `layout=grid`, and this is `layout=rows`
               4 | show l padding=2
                 |                ^
          test.darkroom:5:31: error: `normalize` goes with `layout=grid`, and this is `layout=strip`
               5 | show l layout=strip normalize=no
                 |                               ^^
          test.darkroom:6:19: error: `scale_each` goes with `layout=grid`, and this is `layout=rows`
               6 | show d scale_each=yes
                 |                   ^^^
          test.darkroom:7:18: error: `pad_value` goes with `layout=grid`, and this is `layout=rows`
               7 | show d pad_value=1
                 |                  ^
          test.darkroom:8:20: error: `value_range` goes with `layout=grid`, and this is `layout=rows`
               8 | show d value_range=[0, 1]
                 |                    ^^^^^^

          """)
  }

  @Test func aRangeOfValuesGoesUpwards() throws {
    #expect(
      try Bench().check(
        Self.beginning + """
          show d layout=grid value_range=[1, -1]
          show d layout=grid value_range=3
          show d layout=grid value_range=0..2
          show d layout=grid value_range=[0, 1e-60]
          show d layout=grid padding=-1
          """) == """
          test.darkroom:4:32: error: `value_range` goes from the lower number to the higher, and gets 1 and -1
               4 | show d layout=grid value_range=[1, -1]
                 |                                ^^^^^^^
            expected two numbers, the lower one first, as in `value_range=[-1, 1]`
          test.darkroom:5:32: error: `value_range` takes two numbers, and gets 1
               5 | show d layout=grid value_range=3
                 |                                ^
            expected two numbers, the lower one first, as in `value_range=[-1, 1]`
          test.darkroom:6:32: error: `value_range` takes two numbers, and gets 3
               6 | show d layout=grid value_range=0..2
                 |                                ^^^^
            expected two numbers, the lower one first, as in `value_range=[-1, 1]`
          test.darkroom:7:32: error: `value_range` goes from the lower number to the higher, and gets 0 and 1e-60
               7 | show d layout=grid value_range=[0, 1e-60]
                 |                                ^^^^^^^^^^
            expected two numbers, the lower one first, as in `value_range=[-1, 1]`
          test.darkroom:8:28: error: `padding` takes no `-1`
               8 | show d layout=grid padding=-1
                 |                            ^^
            expected a whole number, 0 or more

          """)
  }

  @Test func whatTheRunAloneKnowsIsCheckedThen() throws {
    let said = try Bench().run(Self.beginning + "show d layout=grid value_range=[(1 + l.training), 1]")
    #expect(said.hasPrefix("failed: test.darkroom:4:32: error: `value_range` goes from the lower number to the higher"))
    #expect(
      said.hasSuffix(
        """
             4 | show d layout=grid value_range=[(1 + l.training), 1]
               |                                ^^^^^^^^^^^^^^^^^^^^^
          expected two numbers, the lower one first, as in `value_range=[-1, 1]`

        """))
  }

  @Test func aBareGridIsAFileOfItsOwnPixels() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.training + """
        show test layout=grid bare=yes nrows=4
        """)
    #expect(said.contains("`show` has no option `nrows`"), "\(said)")
    let shown = bench.run(
      Self.training + """
        show test layout=grid bare=yes columns=4 padding=2 dpi=300 save=grid.png
        show log layout=grid bare=yes save=log.png
        """)
    #expect(!shown.contains("error"), "\(shown)")
    guard case .data(let set)? = bench.session.variables["test"] else { throw Unexpected() }
    let images = set.normalised()
    let batch = try ImageBatch(count: 10, channels: 3, height: 32, width: 32, values: images.values)
    let grid = try ImageGrid(columns: 4, padding: 2, normalize: true).picture(of: batch)
    #expect(try bench.output.figures[0].figure.raster() == grid)
    // The epoch's originals and reconstructions by turns, in two rows of ten.
    let pixels = try bench.output.figures[1].figure.raster()
    #expect(pixels.width == 10 * 33 + 1 && pixels.height == 2 * 33 + 1)
  }

  private struct Unexpected: Error {}

  @Test func aBareGridIsOneAndHasNoTexts() throws {
    #expect(
      try Bench().run(Self.training + "show log layout=grid epochs=all bare=yes") == """
        failed: test.darkroom:5:38: error: a bare grid is one, and these are 3
             5 | show log layout=grid epochs=all bare=yes
               |                                      ^^^

        """)
    #expect(
      try Bench().check(Self.training + "show test layout=grid bare=yes title=\"T\"\nshow test nrow=3 bare=yes") == """
        test.darkroom:5:38: error: `title` does not go with `bare=yes`: a bare grid is its own pixels and nothing else
             5 | show test layout=grid bare=yes title="T"
               |                                      ^^^
        test.darkroom:6:11: error: `show` has no option `nrow`
             6 | show test nrow=3 bare=yes
               |           ^^^^
          did you mean `columns`?
        test.darkroom:6:23: error: `bare` goes with `layout=grid`, and this is `layout=rows`
             6 | show test nrow=3 bare=yes
               |                       ^^^

        """)
  }

  @Test("In black ink differences are greys, in every frame too", arguments: [("print", true), ("light", false)])
  func differencesHaveTheThemesColours(theme: String, areGrey: Bool) throws {
    let bench = try Bench()
    let said = bench.run(Self.training + "show log difference=yes epochs=all theme=\(theme)")
    #expect(!said.contains("error"), "\(said)")
    let figure = bench.output.figures[0].figure
    let frames = try figure.frames.map { try #require($0.content as? LatePanel).make() }
    let panels = try [#require(figure.content as? ImagePanel)] + frames
    #expect(panels.count == 4)
    for panel in panels {
      let pictures = panel.bands.flatMap(\.rows).filter { $0.caption == "difference" }.flatMap { $0.images }
      #expect(!pictures.isEmpty)
      for case let picture? in pictures {
        let isGrey = stride(from: 0, to: picture.pixels.count, by: 3).allSatisfy { place in
          Set(picture.pixels[place..<place + 3]).count == 1
        }
        #expect(isGrey == areGrey)
      }
    }
  }
}
