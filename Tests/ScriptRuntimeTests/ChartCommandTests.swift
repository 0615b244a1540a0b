import Figures
import ScriptRuntime
import Testing

/// The commands that draw charts: what they draw of which values, and what they refuse.
@Suite(.serialized) struct ChartCommandTests {
  /// What stands before the scripts of these tests.
  private static let beginning = """
    d = load sketches count=20
    for latent in 2,5
        m[latent] = autoencoder latent=(latent) width=4
        log[latent] = train m[latent] on=d validate=d epochs=1 batch=10
        c[latent] = encode m[latent] d
        s[latent] = evaluate m[latent] d
    end

    """

  /// The charts that a script draws, with all that it says.
  private func drawn<Content: FigureContent>(
    _ script: String, as kind: Content.Type
  ) throws -> (charts: [Content], said: String) {
    let bench = try Bench()
    let said = bench.run(Self.beginning + script)
    return (try bench.output.figures.map { try #require($0.figure.content as? Content, "\(said)") }, said)
  }

  /// What is wrong with a line, without the lines before it.
  private func mistake(_ line: String) throws -> String {
    try Bench().check(Self.beginning + line).replacing("test.darkroom:8:", with: "")
  }

  // MARK: variance

  @Test("Of principal components plot draws the variance that the first numbers hold")
  func variance() throws {
    let (charts, said) = try drawn(
      "p = pca d size=12\nplot p save=a.svg\nprint (p.variance)\nq = pca d sizes=3,8\nplot q", as: LineChart.self)
    let line = try #require(charts.first?.lines.first, "\(said)")
    #expect(line.x == (0...12).map(Double.init) && line.y.first == 0)
    #expect(zip(line.y, line.y.dropFirst()).allSatisfy { $0 < $1 } && line.y.allSatisfy { $0 <= 1 })
    // The rings are the first places at which a part is reached.
    for mark in charts[0].lines.dropFirst() {
      let name = try #require(mark.name)
      let part = try #require(Double(name.prefix { $0 != "%" }).map { $0 / 100 })
      let size = Int(mark.x[0])
      #expect(line.y[size] >= part && line.y[size - 1] < part, "\(name)")
    }
    #expect(charts[0].lines.contains { $0.name?.hasPrefix("80% in ") ?? false }, "\(charts[0].lines.map(\.name))")
    // Several lengths of one fit are one curve.
    #expect(charts[1].lines[0].x.last == 8)
    #expect(charts[1].lines[1].name == "fitted: 3, 8" && charts[1].lines[1].x == [3, 8])
    #expect(charts[1].lines[1].y[0] == line.y[3])
  }

  @Test("What no principal components made has no such curve")
  func noVariance() throws {
    let bench = try Bench()
    #expect(
      bench.run(Self.beginning + "plot m[2]").hasSuffix(
        """
        failed: test.darkroom:8:6: error: what each number of this model's code holds is not known: no `pca` of this session made it
             8 | plot m[2]
               |      ^^^^
          expected what `pca` gives, or a log of `train`

        """))
    #expect(
      bench.run(Self.beginning + "p = pca d size=3\nl = train p on=d epochs=1\nplot p").contains(
        "a training has changed this model"))
    #expect(try mistake("p = pca d size=3\nplot p band=range").contains("`band` does not go with what `pca` gives"))
    #expect(
      try mistake("p[1] = pca d size=3\np[2] = log[2]\nplot p").contains(
        "a model and a log do not go into one chart"))
    #expect(try mistake("p = pca d size=3\nplot p names=a,b").contains("2 names cannot name 1 model"))
  }

  // MARK: terms

  private static let variational = """
    v = autoencoder latent=3 width=4 bottleneck=variational
    both = train v on=d validate=d epochs=2 batch=10 beta=100
    pair[1] = both
    pair[2] = train v on=d epochs=1 batch=10

    """

  @Test("Of one log whose loss is a sum, the terms have curves too, unless they are unwanted")
  func termsHaveCurves() throws {
    let (charts, said) = try drawn(
      Self.variational + "plot both\nplot both terms=no\nplot pair", as: LineChart.self)
    #expect(
      charts[0].lines.compactMap { $0.isFaded ? nil : $0.name } == [
        "training", "validation", "reconstruction, training", "reconstruction, validation", "kl, training",
        "kl, validation",
      ], "\(said)")
    #expect(charts[0].vertical.label == "loss (mse + kl)")
    #expect(charts[0].lines.map(\.x.count) == [4, 2, 4, 2, 4, 2])
    #expect(charts[1].lines.count == 2 && charts[2].lines.count == 3)
  }

  @Test("Of logs whose losses are the same sum, the terms have bars too, unless they are unwanted")
  func termsHaveBars() throws {
    let (charts, said) = try drawn(
      Self.variational + "bars both\nbars both terms=no\nbars pair\nbars [both, 3]", as: BarChart.self)
    #expect(charts[0].series.map(\.name) == ["loss", "reconstruction", "kl"], "\(said)")
    let values = charts[0].series.map { $0.values[0] }
    // The reconstruction is a mean over the image's 3,072 numbers, and the divergence a sum over the code.
    #expect((values[0] - values[1] - 100 * values[2] * 2 / 3_072).magnitude < 1e-6)
    #expect(charts[1].series.map(\.name) == [nil] && charts[3].series.count == 1)
    #expect(charts[2].series.map(\.name) == ["loss", "reconstruction", "kl"])
  }

  // MARK: bars

  @Test func barsStandForEvaluationsNumbersAndLogs() throws {
    let (charts, said) = try drawn(
      """
      bars s save=a.png title="Scores"
      bars log label="error"
      bars [0.5, (s[2].loss), -1e300] names=one,"number two",3 values=no
      bars 1..3
      bars 7
      """, as: BarChart.self)
    #expect(
      said == """
        note: latent 2
        note: latent 5
        figure 1: bars s save=a.png title="Scores"
        figure 2: bars log label="error"
        figure 3: bars [0.5, (s[2].loss), -1e300] names=one,"number two",3 values=no
        figure 4: bars 1..3
        figure 5: bars 7

        """)
    #expect(charts[0].names == ["2", "5"] && charts[0].valueLabel == "loss (mse)" && charts[0].title == "Scores")
    #expect(charts[0].showsValues && !charts[2].showsValues)
    #expect(charts[1].names == ["bottleneck 2", "bottleneck 5"] && charts[1].valueLabel == "error")
    #expect(charts[2].names == ["one", "number two", "3"] && charts[2].valueLabel == nil)
    #expect(charts[2].series[0].values[1] == charts[0].series[0].values[0])
    #expect(charts[3].names == ["1", "2", "3"] && charts[3].series[0].values == [1, 2, 3])
    #expect(charts[4].series[0].values == [7])
  }

  @Test("Logs are compared by the same loss: validation where all have it, else training")
  func barsOfLogs() throws {
    let (charts, _) = try drawn(
      """
      bars log
      log[2] = train m[2] on=d epochs=1
      bars log
      bars [log[2], log[5]]
      bars [(log[2].training), (log[5].training)]
      """, as: BarChart.self)
    #expect(charts.map(\.valueLabel) == ["validation loss (mse)", "training loss (mse)", "training loss (mse)", nil])
    #expect(charts[1].series == charts[3].series && charts[2].series == charts[3].series)
    #expect(charts[0].series != charts[1].series)
  }

  @Test("A name in brackets is a word unless a variable has it; a variable may hold all names")
  func namesOfBars() throws {
    let (charts, _) = try drawn(
      """
      small = "not this"
      all = ["a", "b"]
      bars [1, 2] names=[big, small]
      bars [1, 2] names=small,big
      bars [1, 2] names=all
      bars 1 names=small
      """, as: BarChart.self)
    #expect(charts.map(\.names) == [["big", "not this"], ["small", "big"], ["a", "b"], ["small"]])
  }

  @Test(arguments: [
    (
      "bars [1, 2] names=a",
      """
      19: error: 1 name cannot stand below 2 bars
           8 | bars [1, 2] names=a
             |                   ^
        expected one name for each bar

      """
    ),
    (
      "bars [1, d]",
      """
      6: error: number 2 of the list is a data set
           8 | bars [1, d]
             |      ^^^^^^
        expected a number, an evaluation or a log for each bar

      """
    ),
    (
      "bars []",
      """
      6: error: the list is empty, and there is no bar to draw
           8 | bars []
             |      ^^

      """
    ),
    (
      "bars c",
      """
      6: error: `bars` cannot take a family
           8 | bars c
             |      ^
        expected a number, an evaluation, a log, measures, a list or a range, or a family of them
        note: its members are `c[2]` and `c[5]`

      """
    ),
  ]) func barsRefuse(line: String, expected: String) throws {
    #expect(try mistake(line) == expected)
  }

  // MARK: scatter

  @Test func scatterDrawsAGroupForEachClass() throws {
    let (charts, said) = try drawn(
      """
      scatter c[5] components=2,5 title="Codes"
      e = take d 3
      codes = encode m[5] e
      scatter codes pictures=e side=30 components=1,2
      r = reconstruct m[5] e
      scatter codes pictures=r components=5,1
      """, as: ScatterChart.self)
    #expect(!said.contains("error"), "\(said)")
    let all = charts[0]
    #expect(all.groups.count == 10 && all.groups.reduce(0) { $0 + $1.x.count } == 20)
    #expect(all.groups.first?.name == "balloon" && all.groups.last?.name == "tree")
    #expect(all.horizontal.label == "code number 2" && all.vertical.label == "code number 5")
    #expect(all.title == "Codes" && all.groups.allSatisfy(\.pictures.isEmpty))
    #expect(charts[1].pictureSide == 30 && charts[1].horizontal.label == "code number 1")
    #expect(charts[1].groups.flatMap(\.pictures).count == 3 && charts[2].groups.flatMap(\.pictures).count == 3)
    #expect(charts[1].groups.flatMap(\.pictures) != charts[2].groups.flatMap(\.pictures))
    #expect(charts[1].groups.map(\.x) == charts[2].groups.map(\.y), "the first number of the code")
  }

  @Test("Where no numbers are chosen, the axes show those that differ most")
  func scatterShowsTheNumbersThatDifferMost() throws {
    let (charts, _) = try drawn("scatter c[5]\nscatter c[2]", as: ScatterChart.self)
    #expect(charts[0].horizontal.label == "code number 4" && charts[0].vertical.label == "code number 5")
    #expect(charts[1].horizontal.label == "code number 1" && charts[1].vertical.label == "code number 2")
  }

  @Test(arguments: [
    (
      "scatter c[2] components=1,3",
      """
      25: error: there is no number 3: these codes are 2 numbers long
           8 | scatter c[2] components=1,3
             |                         ^^^
        expected two numbers from 1 to 2

      """
    ),
    (
      "scatter c[2] components=1",
      """
      25: error: a point takes two numbers of the code, and this is 1
           8 | scatter c[2] components=1
             |                         ^
        expected two different numbers, as in `components=1,2`

      """
    ),
    (
      "scatter c[2] components=2,2",
      """
      25: error: both axes would show number 2 of the code
           8 | scatter c[2] components=2,2
             |                         ^^^
        expected two different numbers, as in `components=1,2`

      """
    ),
    (
      "scatter c[2] side=20",
      """
      19: error: `side` goes with `pictures`, and there are none
           8 | scatter c[2] side=20
             |                   ^^

      """
    ),
    (
      "scatter c",
      """
      9: error: `scatter` cannot take a family
           8 | scatter c
             |         ^
        expected codes or measures
        note: its members are `c[2]` and `c[5]`

      """
    ),
  ]) func scatterRefuses(line: String, expected: String) throws {
    #expect(try mistake(line) == expected)
  }

  @Test func codesOfOneNumberAndOtherCountsAreNoPoints() throws {
    let script = """
      d = load sketches count=20
      e = take d 1
      m = autoencoder latent=1 width=4
      c = encode m d
      scatter c
      n = autoencoder latent=2 width=4
      c = encode n d
      scatter c pictures=e
      """
    #expect(
      try Bench().check(script) == """
        test.darkroom:5:9: error: these codes are a single number, and a point takes two
             5 | scatter c
               |         ^
        test.darkroom:8:20: error: 1 image cannot stand for 20 codes
             8 | scatter c pictures=e
               |                    ^
          expected one image for each code

        """)
  }

  // MARK: histogram

  @Test func histogramCountsEveryKindOfNumbers() throws {
    let (charts, said) = try drawn(
      """
      histogram c
      histogram d bins=16 title="Pixels"
      r = reconstruct m[2] d
      both["before"] = take d 4
      both["after"] = take d 2
      histogram both
      histogram r
      histogram log
      histogram [1, 2, 3] label="dice"
      histogram 1..500 bins=500
      """, as: Histogram.self)
    #expect(!said.contains("error"), "\(said)")
    #expect(
      charts.map { $0.series.map(\.values.count) } == [
        [40, 100], [61_440], [12_288, 6_144], [61_440], [2, 2], [3], [500],
      ])
    #expect(charts[0].series.map(\.name) == ["bottleneck 2", "bottleneck 5"])
    #expect(charts[1].series.map(\.name) == [nil] && charts[1].bins == 16 && charts[1].title == "Pixels")
    #expect(charts[2].series.map(\.name) == ["before", "after"])
    #expect(
      charts.map(\.label) == [
        "numbers of the codes", "pixel, from −1 (black) to 1 (white)", "pixel, from −1 (black) to 1 (white)",
        "pixel, from −1 (black) to 1 (white)", "loss of a batch (mse)", "dice", nil,
      ])
    #expect(charts[1].series[0].values.allSatisfy { (-1...1).contains($0) })
  }

  @Test(arguments: [
    (
      "histogram d bins=501",
      """
      18: error: `bins` takes no `501`
           8 | histogram d bins=501
             |                  ^^^
        expected a whole number from 1 to 500

      """
    ),
    (
      "histogram [1, d]",
      """
      11: error: the list holds a data set
           8 | histogram [1, d]
             |           ^^^^^^
        expected numbers

      """
    ),
    (
      "histogram []",
      """
      11: error: there is no number to count
           8 | histogram []
             |           ^^

      """
    ),
    (
      "histogram m",
      """
      11: error: `histogram` cannot take a family
           8 | histogram m
             |           ^
        expected codes, a data set, images, a log, measures, a list or a range, or a family of them
        note: its members are `m[2]` and `m[5]`

      """
    ),
  ]) func histogramRefuses(line: String, expected: String) throws {
    #expect(try mistake(line) == expected)
  }

  @Test("What would take too much memory is refused before anything runs")
  func tooManyNumbersAreRefused() throws {
    #expect(
      try Bench().check("many = load sketches count=20000\nhistogram many") == """
        test.darkroom:2:11: error: these are 61,440,000 numbers, and a histogram counts at most 20,000,000
             2 | histogram many
               |           ^^^^
          expected fewer images, as `take` gives them

        """)
  }

  // MARK: heatmap

  @Test func heatmapDrawsARowForEachCode() throws {
    let (charts, said) = try drawn(
      """
      heatmap c[5] title="Codes"
      heatmap c[5] limit=3
      more = load sketches count=120
      codes = encode m[2] more
      heatmap codes
      row["a"] = [1, 2, 3]
      row["b"] = 4..6
      heatmap row
      heatmap [row["b"], row["a"]] limit=1
      """, as: HeatMap.self)
    #expect(!said.contains("error"), "\(said)")
    #expect(charts.map(\.rows) == [20, 3, 100, 2, 1] && charts.map(\.columns) == [5, 5, 2, 3, 3])
    #expect(charts[0].rowNames?.count == 20 && charts[1].rowNames?.count == 3 && charts[2].rowNames == nil)
    #expect(
      charts[0].rowNames.map(Set.init)?.isSubset(of: [
        "balloon", "boat", "car", "cat", "fish", "flower", "house", "lighthouse", "mountain", "tree",
      ]) == true)
    #expect(Array(charts[0].values.prefix(15)) == charts[1].values)
    #expect(
      charts.map(\.rowLabel) == [
        "image", "image, the first 3 of 20", "image, the first 100 of 120", "row", "row, the first 1 of 2",
      ])
    #expect(charts[3].rowNames == ["a", "b"] && charts[3].values == [1, 2, 3, 4, 5, 6])
    #expect(charts[4].rowNames == nil && charts[4].values == [4, 5, 6] && charts[4].firstNumber == 1)
  }

  @Test(arguments: [
    (
      "heatmap c",
      """
      9: error: a heat map shows the codes of one model, and this is a family
           8 | heatmap c
             |         ^
        expected one of its members, as in `c[2]`

      """
    ),
    (
      "heatmap [1, 2]",
      """
      9: error: row 1 is a number
           8 | heatmap [1, 2]
             |         ^^^^^^
        expected a list of numbers for each row

      """
    ),
    (
      "heatmap []",
      """
      9: error: there is no number to draw
           8 | heatmap []
             |         ^^

      """
    ),
  ]) func heatmapRefuses(line: String, expected: String) throws {
    #expect(try mistake(line) == expected)
  }

  @Test func rowsAreNumbersOfOneCount() throws {
    #expect(
      try Bench().check(
        """
        r[1] = [1, 2]
        r[2] = [1]
        heatmap r
        r[2] = [1, "two"]
        heatmap r
        """) == """
          test.darkroom:3:9: error: `[2]` holds 1 number, and the rows before it hold 2
               3 | heatmap r
                 |         ^
            expected rows of one length
          test.darkroom:5:9: error: `[2]` holds text
               5 | heatmap r
                 |         ^
            expected numbers alone

          """)
  }

  // MARK: all of them

  @Test("A script may call its variables what the commands are called")
  func commandsLeaveNamesFree() throws {
    let said = try Bench().run(
      """
      bars = 3
      scatter = [1, 2]
      histogram = load sketches count=20
      heatmap[1] = (bars + 1)
      bars scatter
      histogram histogram
      print bars {bars} {heatmap[1]}
      """)
    #expect(
      said == """
        test.darkroom:1:1: warning: `bars` is a command, and this makes a variable of its name
             1 | bars = 3
               | ^^^^
          note: write `bars 3`
        test.darkroom:2:1: warning: `scatter` is a command, and this makes a variable of its name
             2 | scatter = [1, 2]
               | ^^^^^^^
          note: `help scatter` says how it is written
        figure 1: bars scatter
        figure 2: histogram histogram
        3 3 4

        """)
  }

  @Test("What the checker cannot know is no mistake")
  func theUnknownIsNoMistake() throws {
    #expect(
      try mistake(
        """
        bars [(s[2].loss), (log[5].validation)] names=a,b
        x = (s[2].loss)
        n = (log[2].epochs)
        heatmap c[2] limit=(n)
        histogram [x, x] bins=(n)
        scatter c[5] components=(n),3
        """) == "")
  }
}
