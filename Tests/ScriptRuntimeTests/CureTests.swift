import ScriptRuntime
import Testing

/// Mistakes of newcomers: one diagnostic each, with what to write instead.
@Suite struct CureTests {
  private static let beginning = """
    d = load sketches count=40
    t = take d 4
    m = autoencoder latent=4 width=2
    log = train m on=d epochs=1

    """

  private static let table: [(line: String, said: String)] = [
    (
      "plot log as=\"loss.svg\"",
      """
      :10: error: `plot` has no option `as`
           5 | plot log as="loss.svg"
             |          ^^
        did you mean `save`?
      """
    ),
    (
      "show d to=first.png",
      """
      :8: error: `show` has no option `to`
           5 | show d to=first.png
             |        ^^
        did you mean `save`?
      """
    ),
    (
      "autoencoder bottleneck=50",
      """
      :24: error: `bottleneck` takes no `50`
           5 | autoencoder bottleneck=50
             |                        ^^
        did you mean `latent=50`?
      """
    ),
    (
      "autoencoder 50",
      """
      :13: error: `autoencoder` takes no `50`
           5 | autoencoder 50
             |             ^^
        did you mean `latent=50`?
      """
    ),
    (
      "autoencoder latnt=50",
      """
      :13: error: `autoencoder` has no option `latnt`
           5 | autoencoder latnt=50
             |             ^^^^^
        did you mean `latent`?
      """
    ),
    (
      "autoencoder hidden=50",
      """
      :13: error: `autoencoder` has no option `hidden`
           5 | autoencoder hidden=50
             |             ^^^^^^
        expected `latent`, `width`, `in`, `bottleneck` or `init`
      """
    ),
    (
      "train m onn=d",
      """
      :9: error: `train` has no option `onn`
           5 | train m onn=d
             |         ^^^
        did you mean `on`?
      """
    ),
    (
      "train m on=d lr=0,001",
      """
      :17: error: `lr` cannot take a list
           5 | train m on=d lr=0,001
             |                 ^^^^^
        expected a number, 0 or more
        did you mean `0.001`?
      """
    ),
    (
      "log[4] = train m on=d",
      """
      :1: error: `log` is a log, which has no members by index
           5 | log[4] = train m on=d
             | ^^^^^^
        note: the name is taken: a family begins with another, as in `logs[4] = …`
      """
    ),
    (
      "roc normal=t abnormal=1,2",
      """
      :12: error: `normal` cannot take a data set
           5 | roc normal=t abnormal=1,2
             |            ^
        expected measures, as `errors = measure model t` gives them
      """
    ),
    (
      "decode m t",
      """
      :10: error: `decode` cannot take a data set
           5 | decode m t
             |          ^
        expected codes, as `codes = encode model t` gives them
      """
    ),
    (
      "save log \"loss.svg\"",
      """
      :10: error: a log is not written as “loss.svg”
           5 | save log "loss.svg"
             |          ^^^^^^^^^^
        expected a name that ends in `.csv` or `.json`
        note: `plot log save=loss.svg` draws it
      """
    ),
    (
      "(log.loss)",
      """
      :6: error: a log has no property `loss`
           5 | (log.loss)
             |      ^^^^
        expected `training`, `training_last`, `epochs`, `steps` or `seconds`
        did you mean `training` or `validation`?
      """
    ),
    (
      "interpolate t d",
      """
      :15: error: `interpolate` takes 1 argument alone, and this is one more
           5 | interpolate t d
             |               ^
        expected `interpolate CODES`
        note: `join` puts images of several sets together: `both = join SET SET`
      """
    ),
    (
      "foo bar",
      """
      :1: error: unknown command `foo`
           5 | foo bar
             | ^^^
      """
    ),
    (
      "fro n in 1..3",
      """
      :1: error: unknown command `fro`
           5 | fro n in 1..3
             | ^^^
        did you mean `for`?
      """
    ),
    (
      #"print hello world""#,
      #"""
      :1: error: text begins with a `"` too
           5 | print hello world"
             | ^^^^^^^^^^^^^^^^^^
        note: write `print "hello world"`
      """#
    ),
    (
      #"plot log title=falling loss""#,
      #"""
      :10: error: text begins with a `"` too
           5 | plot log title=falling loss"
             |          ^^^^^^^^^^^^^^^^^^^
        note: write `plot log title="falling loss"`
      """#
    ),
    (
      #"help "loss curve""#,
      #"""
      :6: error: there is no help on `loss curve`
           5 | help "loss curve"
             |      ^^^^^^^^^^^^
        note: `help plot`, `help bars`, `help curve` and `help histogram` speak of it
      """#
    ),
    (
      "help loss curve",
      """
      :6: error: there is no help on `loss curve`
           5 | help loss curve
             |      ^^^^^^^^^^
        note: `help plot`, `help bars`, `help curve` and `help histogram` speak of it
      """
    ),
    (
      "photos = load ./photos size=64",
      """
      :15: error: `load` takes the name of a data set, and this is a path
           5 | photos = load ./photos size=64
             |               ^^^^^^^^
        expected `load images path="./photos" size=64`
      """
    ),
    (
      "photos = load images data/photos",
      """
      :22: error: `load` takes one name, and this is a path
           5 | photos = load images data/photos
             |                      ^^^^^^^^^^^
        expected `load images path="data/photos"`
      """
    ),
    (
      #"photos = load "numbers/x.npy""#,
      #"""
      :15: error: `load` takes the name of a data set, and this is a path
           5 | photos = load "numbers/x.npy"
             |               ^^^^^^^^^^^^^^^
        expected `load array path="numbers/x.npy"`
      """#
    ),
    (
      "help overfitting",
      """
      :6: error: there is no help on `overfitting`
           5 | help overfitting
             |      ^^^^^^^^^^^
        note: `help plot` speaks of it
      """
    ),
    (
      "anomaly?",
      """
      :1: error: there is no help on `anomaly`
           5 | anomaly?
             | ^^^^^^^
        note: `help roc` speaks of it
      """
    ),
  ]

  @Test("One mistake is one diagnostic, with its cure", arguments: table)
  func cure(_ line: String, _ said: String) throws {
    let found = try Bench().check(Self.beginning + line)
    #expect(found == "test.darkroom:5" + said + "\n", "\(found)")
  }

  private static let topics: [(topic: String, begins: String, first: String, lines: Int)] =
    ["cells", "report", "markdown", "%%"].map {
      ($0, "cells — how a script becomes a notebook or a report", "# %% [markdown]", 6)
    }
    + ["cluster", "mpi", "sweep", "distributed"].map {
      ($0, "cluster — how several processes share a script, or one training", "data = load sketches count=50", 7)
    }

  @Test("Help on what is no word of the language has a script that runs", arguments: topics)
  func help(topic: String, begins: String, first: String, count: Int) throws {
    let page = HelpPage.text(for: topic)
    #expect(page.hasPrefix(begins), "\(page)")
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { $0.dropFirst(2) }
    #expect(lines.first.map(String.init) == first && lines.count == count)
    let said = try Bench().run(lines.joined(separator: "\n"))
    #expect(!said.contains("error") && !said.contains("failed"), "\(said)")
  }

  @Test("Between images, codes and models the way is told")
  func ways() throws {
    let found = try Bench().check(Self.beginning + "c = encode m t\nshow c\ndecode c\ninterpolate m d")
    #expect(
      found == """
        test.darkroom:6:6: error: `show` cannot take codes
             6 | show c
               |      ^
          expected a data set, images or a log, or a family of them
          note: `decode MODEL c` makes images of codes
        test.darkroom:7:1: error: `decode` lacks its model: the model
             7 | decode c
               | ^^^^^^
          expected a model
        test.darkroom:8:13: error: `interpolate` cannot take a model
             8 | interpolate m d
               |             ^
          expected codes, a data set or images
          note: `encode m IMAGES` makes codes of images
        test.darkroom:8:15: error: `interpolate` takes 1 argument alone, and this is one more
             8 | interpolate m d
               |               ^
          expected `interpolate CODES`

        """, "\(found)")
  }
}
