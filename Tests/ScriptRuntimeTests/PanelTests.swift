import Figures
import ScriptRuntime
import Testing

/// Pages of several figures, and what all figures are asked for alike.
@Suite(.serialized) struct PanelTests {
  private static let beginning = """
    d = load sketches count=20
    m = autoencoder latent=2 width=4
    log = train m on=d validate=d epochs=1 batch=10
    c = encode m d

    """

  private func mistake(_ lines: String) throws -> String { try Bench().check(Self.beginning + lines) }

  @Test("The lines of a panel are one figure, and none of them is shown by itself")
  func page() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.beginning + """
        page = panel columns=2 save=a.svg title="Both"
            plot log caption="the losses"
            # between
            scatter c
            show d[0..3] span=2
        end
        """)
    #expect(bench.output.figures.count == 1, "\(said)")
    let svg = String(decoding: try bench.bytes("a.svg"), as: UTF8.self)
    #expect(svg.contains("A page of 3 figures. (a) A chart of 2 lines"), "\(svg.prefix(600))")
    #expect(bench.session.variables["page"]?.type == .figure)
  }

  @Test("Lines that draw nothing, options of the page, and a block without lines are mistakes")
  func mistakes() throws {
    let found = try mistake(
      """
      panel
          train m on=d
          plot log theme=dark
          plt log
          plot log span=9
      end
      panel
      end
      """)
    #expect(found.contains("test.darkroom:6:5: error: `train` draws no figure"), "\(found)")
    #expect(
      found.contains(
        """
        test.darkroom:7:14: error: `theme` concerns the whole page, and stands behind `panel`
             7 |     plot log theme=dark
               |              ^^^^^^^^^^
        """), "\(found)")
    #expect(
      found.contains("8:5: error: there is no command `plt`") && found.contains("did you mean `plot`?"), "\(found)")
    #expect(found.contains("9:19: error: `span` takes no `9`"), "\(found)")
    #expect(
      found.contains(
        """
        test.darkroom:11:1: error: the block has no lines, and the page would be empty
            11 | panel
               | ^^^^^
          expected a line for each figure, such as `plot log`, and `end`
        """), "\(found)")
    #expect(try mistake("panel\n    plot log").contains("`panel` is never closed"))
    #expect(try mistake("panel\n    plot log band=range\nend").contains("a band tells how far logs lie apart"))
  }

  @Test("A loop in a panel draws its lines for each of its values")
  func loops() throws {
    let bench = try Bench()
    let said = bench.run(
      Self.beginning + """
        panel columns=2 save=a.svg
            plot log
            for place in 0,3
                for times in 1..2
                    show d[place] caption="sketch {place}, {times}"
                end
            end
        end
        """)
    let svg = String(decoding: try bench.bytes("a.svg"), as: UTF8.self)
    #expect(svg.contains("A page of 5 figures. (a) A chart of 2 lines"), "\(said) \(svg.prefix(600))")
    #expect(svg.contains("(e) 1 image in 1 row. The columns: cat"))
    #expect(bench.session.variables["place"] == nil)
  }

  @Test("A line that is a value and no command says what is missing")
  func valueInPanel() throws {
    #expect(
      try mistake("panel\n    log\nend") == """
        test.darkroom:6:5: error: `log` is a log, and a line of a panel begins with a command
             6 |     log
               |     ^^^
          expected what draws it, as in `plot log` or `scatter codes`

        """)
  }

  @Test("What is wrong with a loop in a panel is said once")
  func loopMistakes() throws {
    #expect(
      try mistake("panel\n    for n in 0..3\n        shw d[n]\n    end\nend") == """
        test.darkroom:7:9: error: there is no command `shw`
             7 |         shw d[n]
               |         ^^^
          did you mean `show`?

        """)
    #expect(
      try mistake("panel\n    for n in 0..19\n        show d[n]\n        show d[n]\n    end\nend").contains(
        "7:9: error: a page has at most 26 figures"))
    #expect(try mistake("panel\n    for n\n        show d[n]\n    end\nend").contains("`in` is missing behind `for n`"))
    #expect(
      try mistake("panel\n    for n in 0..3\n        show d[n]\nend").hasPrefix(
        "test.darkroom:5:1: error: `panel` is never closed"))
    #expect(try mistake("panel\n    for n in 0..3\n    end\nend").contains("the block has no lines"))
  }

  @Test("Typeface, size of texts and colours are checked before the run")
  func looks() throws {
    #expect(
      try mistake("plot log font=\"No Such Face\"") == """
        test.darkroom:5:15: error: there is no typeface “No Such Face” here
             5 | plot log font="No Such Face"
               |               ^^^^^^^^^^^^^^
          expected one that `fc-list : family` lists, or `monospace`, `sans-serif` or `serif`

        """)
    #expect(
      try mistake("plot log text=80pt") == """
        test.darkroom:5:15: error: texts are from 4pt to 36pt high, and this is 80pt
             5 | plot log text=80pt
               |               ^^^^
          expected a size such as `8pt`

        """)
    #expect(
      try mistake("plot log colors=rde,blue") == """
        test.darkroom:5:17: error: there is no colour `rde`
             5 | plot log colors=rde,blue
               |                 ^^^^^^^^
          expected a name, as in `red` or `steelblue`, or red, green and blue in quotes, as in `"#0072B2"`
          did you mean `red`?

        """)
    let bench = try Bench()
    let said = bench.run(
      Self.beginning + "plot log font=serif text=7pt colors=\"#0072B2\",red save=a.svg\nplot log save=b.svg")
    #expect(!said.contains("error"), "\(said)")
    #expect(try bench.bytes("a.svg") != bench.bytes("b.svg"))
    #expect(String(decoding: try bench.bytes("a.svg"), as: UTF8.self).contains("rgb(100%,0%,0%)"))
  }

  @Test("In a panel completion offers what draws, and its options")
  func completion() throws {
    let bench = try Bench()
    func words(_ text: String) -> [String] {
      bench.session.completions(in: text, at: text.utf8.count).candidates.map(\.text)
    }
    let lines = words("panel columns=2\n    ")
    #expect(lines.contains("plot") && lines.contains("end") && !lines.contains("train") && !lines.contains("relu"))
    #expect(words("panel\n    plot log sc") == ["scale="])
    #expect(words("panel\n    plot log\nend\ntr").contains("train"))
  }
}
