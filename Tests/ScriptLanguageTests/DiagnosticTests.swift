import ScriptLanguage
import Testing

@Suite struct DiagnosticTests {
  @Test("Where there are so many columns messages are broken between words, and lines of the script are not")
  func wrapping() {
    let text = "a long line of a script with a mistake"
    let source = SourceText(name: "a.darkroom", text: text)
    let diagnostic = Diagnostic(
      at: SourceRange(source: source, offsets: 33..<38), "here is something that is wrong",
      expected: "something that would be right", notes: [.init("and it is easily mended")])
    #expect(
      DiagnosticRenderer(columns: 30).render(diagnostic) == """
        a.darkroom:1:34: error: here
          is something that is wrong
             1 | a long line of a script with a mistake
               |                                  ^^^^^
          expected something that
            would be right
          note: and it is easily
            mended
        """)
  }

  @Test func everyMistakeOfAScriptIsReported() {
    let script = """
      trian model epochs=3
      x=3
      train model epochs = 3
      train epochs=3 model
      y = (a < b < c)
      w = 2*3
      model[200].epochs
      """
    #expect(
      messages(script) == """
        a.darkroom:1:1: error: unknown command `trian`
             1 | trian model epochs=3
               | ^^^^^
          did you mean `train`?
        a.darkroom:2:2: error: an assignment has white space around its `=`: `x = …`
             2 | x=3
               |  ^
        a.darkroom:3:20: error: an option is written without white space: `epochs=3`
             3 | train model epochs = 3
               |                    ^
        a.darkroom:4:16: error: arguments come before options
             4 | train epochs=3 model
               |                ^^^^^
        a.darkroom:4:7: note: the first option is here
             4 | train epochs=3 model
               |       ^^^^^^^^
        a.darkroom:5:12: error: comparisons cannot be chained
             5 | y = (a < b < c)
               |            ^
          expected `and` between two of them, as in `(0 < x and x < 1)`
        a.darkroom:6:5: error: `2*3` is no value
             6 | w = 2*3
               |     ^^^
          expected a number, a word, `"text"`, a list, a range, a shape, or an expression in parentheses
          note: arithmetic and comparison stand in parentheses: `(2 * 3)`
        a.darkroom:7:11: error: nothing may follow a value without white space
             7 | model[200].epochs
               |           ^^^^^^^
          note: properties are read in parentheses: `(model[200].epochs)`
        """)
  }

  @Test("Several arguments behind options are one mistake, and a line on is another")
  func severalLateArguments() {
    #expect(
      messages("train epochs=3 model data 4\ntrain epochs=3 model") == """
        a.darkroom:1:16: error: arguments come before options
             1 | train epochs=3 model data 4
               |                ^^^^^
        a.darkroom:1:7: note: the first option is here
             1 | train epochs=3 model data 4
               |       ^^^^^^^^
        a.darkroom:2:16: error: arguments come before options
             2 | train epochs=3 model
               |                ^^^^^
        a.darkroom:2:7: note: the first option is here
             2 | train epochs=3 model
               |       ^^^^^^^^
        """)
  }

  @Test func aForgottenEnd() {
    #expect(
      messages("e = network in=3\n  relu\ny = 3\nfor i in 1..2\n# %% Next\nprint 1") == """
        a.darkroom:1:5: error: `network` is not closed before the next statement
             1 | e = network in=3
               |     ^^^^^^^
          expected `end` on a line of its own
        a.darkroom:3:1: note: a statement begins here, and a block holds layers
             3 | y = 3
               | ^
        a.darkroom:4:1: error: `for` is not closed in its cell
             4 | for i in 1..2
               | ^^^
          expected `end` on a line of its own before the next cell
        a.darkroom:5:1: note: the next cell begins here
             5 | # %% Next
               | ^^^^^^^^^
        """)
  }

  @Test func caretsStandUnderWideAndCombiningCharactersAndTabs() {
    #expect(
      messages("print \"日本👩‍🔬e\u{301}\" 2*3") == """
        a.darkroom:1:14: error: `2*3` is no value
             1 | print "日本👩‍🔬e\u{301}" 2*3
               |                 ^^^
          expected a number, a word, `"text"`, a list, a range, a shape, or an expression in parentheses
          note: arithmetic and comparison stand in parentheses: `(2 * 3)`
        """)
    #expect(
      messages("\tprint\t\"日\\q\"\r\n") == """
        a.darkroom:1:10: error: `\\q` is no escape
             1 | \tprint\t"日\\q"
               | \t     \t   ^^
          expected `\\n`, `\\t`, `\\"`, `\\\\`, `\\{`, `\\}` or `\\u{1F600}`
        """)
  }

  @Test func anEscapeOfSeveralBytes() {
    #expect(parse("print \"\\é\"").diagnostics.map(\.message) == ["`\\é` is no escape"])
  }

  @Test func coloursAreAskedFor() {
    let source = SourceText(name: "a.darkroom", text: "x y")
    let range = SourceRange(source: source, offsets: 2..<3)
    let diagnostic = Diagnostic(.warning, at: range, "odd", nearMisses: ["b", "c", "d"])
    #expect(
      DiagnosticRenderer(colours: true).render(diagnostic) == """
        a.darkroom:1:3: \u{1B}[1;33mwarning:\u{1B}[0m odd
             1 | x y
               |   \u{1B}[1;33m^\u{1B}[0m
          did you mean `b`, `c` or `d`?
        """)
  }

  @Test("Of many the first hundred are shown, and how many more there are, if any")
  func many() {
    let one = Diagnostic(at: SourceRange(source: SourceText(name: "a", text: "x"), offsets: 0..<1), "wrong")
    let blocks = { (count: Int) in DiagnosticRenderer().blocks(Array(repeating: one, count: count)) }
    #expect(blocks(100).count == 100)
    #expect(blocks(100).last == blocks(1).last)
    #expect(blocks(102).suffix(1) == ["and 2 more like these"])
  }

  @Test func controlCharactersAreNotPassedOn() {
    #expect(
      messages("print \u{1B}[31m") == """
        a.darkroom:1:7: error: `\u{FFFD}` is no name
             1 | print \u{FFFD}[31m
               |       ^
          expected a letter or `_`, then letters, digits and `_`
        """)
  }
}

@Suite struct NearMissesTests {
  @Test(arguments: [
    ("epoch", ["epochs", "batch", "loss"], ["epochs"]), ("trian", ["train", "plot"], ["train"]),
    ("MSE", ["mse", "l1"], ["mse"]), ("conv2", ["conv2d", "conv_transpose2d", "relu"], ["conv2d"]),
    ("val", ["validation", "value"], ["value", "validation"]), ("one_per_class", ["one-per-class"], ["one-per-class"]),
    ("x", ["y", "in"], []), ("zebra", ["train", "load"], []), ("", ["a"], []),
    ("lod", ["load", "log"], ["load", "log"]),
  ])
  func names(typed: String, candidates: [String], expected: [String]) {
    #expect(NearMisses.of(typed, among: candidates) == expected)
  }
}
