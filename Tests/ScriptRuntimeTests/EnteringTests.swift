import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing
import Training

@Suite(.serialized) struct EnteringTests {
  /// Enters cells one after the other, and gives what was said.
  private func enter(_ cells: String..., in bench: Bench) -> String {
    bench.output.text = ""
    for cell in cells {
      do throws(ScriptFailure) {
        try bench.session.enter(cell)
      } catch {
        switch error {
        case .doesNotCheck(let diagnostics): bench.output.text += diagnostics.map { "\($0)\n" }.joined()
        case .failed(let diagnostic): bench.output.text += "failed: \(diagnostic)\n"
        case .interrupted: bench.output.text += "interrupted\n"
        }
      }
    }
    return bench.output.text
  }

  @Test func historyListsWhatWasEntered() throws {
    let bench = try Bench()
    let said = enter(
      "x = 1", "for y in x\n    print \"{y}\"\nend", "nonsense 3", "history", "history last=1 search=\"print\"",
      in: bench)
    #expect(
      said == """
        1
        In [3]:1:1: error: unknown command `nonsense`
             1 | nonsense 3
               | ^^^^^^^^
        1:  x = 1
        2:  for y in x
                print "{y}"
            end
        3:  nonsense 3
        2:  for y in x
                print "{y}"
            end

        """)
  }

  @Test("Of what stands in parentheses only here, diagnostics show what was typed")
  func parenthesesThatNobodyTyped() throws {
    let bench = try Bench()
    #expect(
      enter("x = 2", "x.loss", "2 + y", "é = 3 + y", "print(\"hi\")", in: bench) == """
        In [2]:1:3: error: a number has no property `loss`
             1 | x.loss
               |   ^^^^
        In [3]:1:5: error: there is no variable `y`
             1 | 2 + y
               |     ^
        In [4]:1:9: error: there is no variable `y`
             1 | é = 3 + y
               |         ^
        In [5]:1:1: error: there is no function `print`
             1 | print("hi")
               | ^^^^^
          expected the command, without parentheses: `print "hi"`

        """)
  }

  @Test("What was given a name is unsaved until `save session`")
  func unsaved() throws {
    let bench = try Bench()
    _ = enter("2 + 3", "nonsense 3", "x = y", in: bench)
    #expect(!bench.session.hasUnsavedWork)
    _ = enter("time x = 3", in: bench)
    #expect(bench.session.hasUnsavedWork)
    _ = enter("save session \"s.darkroom\"", in: bench)
    #expect(!bench.session.hasUnsavedWork)
    _ = enter("for n in 1,2\n    print n\nend", in: bench)
    #expect(bench.session.hasUnsavedWork)
  }

  @Test func sessionIsSavedAsAScriptThatRuns() throws {
    let bench = try Bench()
    let said = enter(
      "d = load sketches count=20  # few", "help train", "nonsense", "vars", "history",
      "seed 1\nm = autoencoder latent=4 width=4\nexpect (m.epochs == 5)\ny = 2",
      "# %% Training\nl = train m on=d\n(l.epochs)", "d?", "save session \"mine.darkroom\"", in: bench)
    #expect(said.hasSuffix("note: wrote \(bench.folder)/out/mine.darkroom\n"))
    let script = try String(contentsOfFile: bench.folder + "/out/mine.darkroom", encoding: .utf8)
    #expect(
      script == """
        # What was entered in a session, and worked.

        # %%
        d = load sketches count=20  # few

        # %%
        seed 1
        m = autoencoder latent=4 width=4

        # %% Training
        l = train m on=d
        (l.epochs)

        """)
    let again = try Bench()
    #expect(again.run(script) == "10\n")
  }

  @Test("A saved session names the values that later entries ask for by `_`")
  func savedLastValues() throws {
    let bench = try Bench()
    let said = enter(
      "(2 + 3)  # five", "print \"no value\"", "x = _ * 2", "x", "7",
      "for n in 1,2\n    (n * 10)\n    print \"{_}\"\nend", "time load sketches count=3", "d = _\nseed 3", "d.count",
      "save session \"s.darkroom\"", in: bench)
    #expect(said.hasPrefix("5\nno value\n10\n7\n10\n10\n20\n20\nsketches, training: 3 images"), "\(said)")
    let script = try String(contentsOfFile: bench.folder + "/out/s.darkroom", encoding: .utf8)
    #expect(
      script == """
        # What was entered in a session, and worked.

        # %%
        _ = (2 + 3)
        _  # five

        # %%
        print "no value"

        # %%
        x = (_ * 2)

        # %%
        x

        # %%
        7

        # %%
        for n in 1,2
            _ = (n * 10)
            _
            print "{_}"
        end

        # %%
        time _ = load sketches count=3
        _

        # %%
        d = _
        seed 3

        # %%
        (d.count)

        """, "\(script)")
    let again = try Bench().run(script)
    #expect(again.hasPrefix("5\nno value\n10\n7\n10\n10\n20\n20\n") && again.hasSuffix("\n3\n"), "\(again)")
  }

  @Test func savedSessionBeginsWithItsSeed() throws {
    let bench = try Bench(seed: 7)
    _ = enter("x = 1", "save session \"s.darkroom\"", in: bench)
    let script = try String(contentsOfFile: bench.folder + "/out/s.darkroom", encoding: .utf8)
    #expect(script.contains("\n# %%\nseed 7\n\n# %%\nx = 1\n"))
  }

  @Test func whatCannotRunAgainIsWarnedOf() throws {
    let bench = try Bench()
    try Data("z = 3".utf8).write(to: URL(filePath: bench.folder + "/other.darkroom"))
    _ = enter("include \"other.darkroom\"", in: bench)
    try FileManager.default.removeItem(atPath: bench.folder + "/other.darkroom")
    #expect(enter("save session \"s.darkroom\"", in: bench).hasPrefix("s.darkroom:4:9: warning: there is no file"))
  }

  @Test func variablesAreListedAndForgotten() throws {
    let bench = try Bench()
    let said = enter(
      "vars", "d = load sketches count=20", "x[20] = 1", "x[4] = 2", "vars", "forget x d", "vars", "x", in: bench)
    #expect(
      said == """
        no variables yet
        d  data    sketches, training: 20 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flow…
        x  family  numbers [20], [4]
        no variables yet
        In [8]:1:1: error: there is no variable `x`
             1 | x
               | ^

        """)
    #expect(
      bench.check("a = 1\nforget a\na") == """
        test.darkroom:3:1: error: there is no variable `a`
             3 | a
               | ^

        """)
    #expect(
      bench.check("abc = 1\nforget abd") == """
        test.darkroom:2:8: error: there is no variable `abd`
             2 | forget abd
               |        ^^^
          expected the name of a variable
          did you mean `abc`?

        """)
  }

  @Test func timeSaysHowLong() throws {
    let bench = try Bench(clock: SteppingClock().now)
    #expect(enter("time x = 3", "time print \"a\"", in: bench) == "time: 1.5 s\na\ntime: 1.5 s\n")
    #expect(
      bench.check("time train?") == """
        test.darkroom:1:6: error: `time` stands before what takes time
             1 | time train?
               |      ^^^^^^
          expected a command, an assignment or a loop

        """)
    #expect(bench.check("time time print 3").contains("`time` stands before what takes time"))
  }

  @Test func clearAsksTheFrontEnd() throws {
    #expect(enter("clear", "clear wait=yes", in: try Bench()) == "clear\nclear, waiting\n")
  }

  @Test func entriesAreWholeOrWait() {
    #expect(Session.completeness(of: "x = 3") == .complete)
    #expect(Session.completeness(of: "for x in 1..3") == .incomplete(indent: "    "))
    #expect(Session.completeness(of: "for x in 1..3\n    for y in x") == .incomplete(indent: "        "))
    #expect(Session.completeness(of: "train \\") == .incomplete(indent: "    "))
    #expect(Session.completeness(of: "x = (") == .open(indent: "    "))
  }

  @Test func expressionsAreDisplayed() throws {
    let bench = try Bench()
    _ = enter("x = 4", in: bench)
    #expect(try bench.session.displayText(of: "x * 2") == "8")
    #expect(throws: Diagnostic.self) { try bench.session.displayText(of: "y") }
    #expect(throws: Diagnostic.self) { try bench.session.displayText(of: "x) (") }
  }

  @Test func injectedPythonIsUnderstood() throws {
    let bench = try Bench()
    let said = enter(
      "param epochs = 10\nparam sizes = 20,200\nparam quick = no\nparam data = sketches",
      "# Parameters\nepochs = 1\nsizes = [4, 8]\nquick = True\ndata = \"sketches\"\n",
      "print epochs sizes quick\nd = load data count=3\nfor size in sizes\n    print size\nend", in: bench)
    #expect(said == "1 4,8 yes\n4\n8\n")
  }
}

/// A clock that goes on by one and a half seconds whenever it is looked at.
final class SteppingClock: @unchecked Sendable {
  private var time = 0.0

  /// The time; to be asked from one thread.
  var now: @Sendable () -> Double {
    {
      self.time += 1.5
      return self.time
    }
  }
}

@Suite(.serialized) struct DevelopingTrainingTests {
  @Test func figuresFollowTheEvents() throws {
    let bench = try Bench()
    _ = bench.run(
      """
      d = load sketches count=64
      test = pick d one-per-class
      m = autoencoder latent=4 width=4
      l = train m on=d watch=test epochs=2 batch=32
      l = train m on=d epochs=1 batch=32
      """)
    var developing: DevelopingTraining?
    var seen: [String] = []
    for event in bench.output.events {
      if let begun = DevelopingTraining(event) {
        developing = begun
      } else {
        developing?.take(event)
      }
      let now = try #require(developing)
      seen.append(
        "\(now.batchLosses.count) \(now.epochs.count) \(now.lossCurve != nil) \(now.reconstructions != nil)")
    }
    #expect(
      seen == [
        "0 0 false false", "1 0 true false", "2 0 true false", "2 1 true true", "3 1 true true", "4 1 true true",
        "4 2 true true", "4 2 true true", "0 0 false false", "1 0 true false", "2 0 true false", "2 1 true false",
        "2 1 true false",
      ])
  }

  /// What is said of the trainings of a script after each event, and what came of each.
  private func said(_ script: String) throws -> (lines: [String], closing: [String]) {
    let bench = try Bench()
    _ = bench.run(script)
    var developing: DevelopingTraining?
    var (lines, closing): ([String], [String]) = ([], [])
    for event in bench.output.events {
      if let begun = DevelopingTraining(event) { developing = begun } else { developing?.take(event) }
      let now = try #require(developing)
      // What depends on the machine's speed comes last.
      lines.append(String(now.line.prefix { $0 != "·" }).trimmingCharacters(in: .whitespaces))
      if now.outcome != nil { closing.append(now.closingLine(seconds: 21)) }
    }
    return (lines, closing)
  }

  @Test("A line says how far a training is, and another what came of it")
  func lines() throws {
    let (lines, closing) = try said(
      """
      d = load sketches count=64
      m = autoencoder latent=4 width=4
      l = train m on=d validate=d epochs=2 batch=32
      """)
    let bars = [
      "────────────────────", "━━━━━─", "━━━━━━━━━━─", "━━━━━━━━━━─", "━━━━━━━━━━━━━━━─", "━━━━━━━━━━━━━━━━━━━━",
    ]
    for (line, bar) in zip(lines, bars) { #expect(line.contains(" of 2 \(bar)"), "\(line)") }
    #expect(lines[0] == "epoch 1 of 2 \(bars[0])")
    #expect(lines[1].hasPrefix("epoch 1 of 2 ") && lines[1].contains(" training 0."))
    #expect(lines.last?.hasPrefix("epoch 2 of 2 ━━━━━━━━━━━━━━━━━━━━ training 0.") == true)
    let line = try #require(closing.first)
    #expect(line.wholeMatch(of: /2 epochs in 21 s; training 0\.\d+, validation 0\.\d+/) != nil, "\(line)")
  }
}

@Suite(.serialized) struct ExpectedFailureTests {
  private static let script = """
    # %% [raises-exception]
    print "before"
    expect (1 > 2) "too small"
    print "behind"
    # %% Misspelt [raises-exception]
    print sise
    # %%
    print "the rest"
    """

  @Test("A cell that is expected to fail ends where it does, which is told, and the rest runs")
  func run() throws {
    let said = try Bench().run(Self.script)
    let lines = said.split(separator: "\n").map(String.init)
    // Without the lines that show the places.
    #expect(
      lines.filter { !$0.hasPrefix(" ") } == [
        "before", "test.darkroom:3:8: error: too small", "test.darkroom:6:7: error: there is no variable `sise`",
        "the rest",
      ], "\(said)")
  }

  @Test("A check finds nothing that keeps it from running")
  func check() throws {
    let bench = try Bench()
    let report = bench.session.check(SourceText(name: "test.darkroom", text: Self.script))
    #expect(report.errors.isEmpty && report.expectedErrors.count == 1)
    #expect(!bench.check(Self.script.replacing(" [raises-exception]", with: "")).isEmpty)
  }
}

@Suite struct ParametersCellTests {
  @Test(
    "A cell of papermill's sets params alone, to values of their types",
    arguments: [
      ("epoch = 1", "there is no param `epoch` that this cell of parameters could set"),
      ("epochs = \"one\"", "`epochs` is a number, as in `10`, and this is text"),
      ("epochs = [1, 2]", "`epochs` is a number, as in `10`, and this is a list"),
      ("epochs[1] = 2", "there is no param `epochs[1]`"),
      ("epochs = None", "`None` is no value"),
      ("epochs = {1: 2}", "a dict of Python's is no value here"),
      ("sizes = [1, \"a\"]", "`sizes` is a list, as in `20,200`, and this is a list"),
    ])
  func mistakes(line: String, message: String) throws {
    let bench = try Bench()
    _ = bench.run("param epochs = 10\nparam sizes = 20,200")
    let said = bench.run("# Parameters\n\(line)")
    #expect(said.contains(message), "\(said)")
    #expect(said.split(separator: "\n").count { $0.contains("error:") } == 1, "\(said)")
    #expect(bench.run("print epochs sizes") == "10 20,200\n")
  }

  @Test("Texts are Python's: their escapes, and braces that are braces")
  func texts() throws {
    let bench = try Bench()
    _ = bench.run("param title = \"\"\nparam shape = 3x32x32\nparam sizes = 1,2")
    #expect(
      bench.run(#"# Parameters\#ntitle = "Gr\xf6\xdfe \u2013 {200} \"a\" \U0001f600"\#nprint title"#)
        == "Gr\u{F6}\u{DF}e \u{2013} {200} \"a\" \u{1F600}\n")
    #expect(
      bench.run("# Parameters\ntitle = 'it\\'s {a}'\nshape = '1x28x28'\nsizes = 7\nprint title shape sizes")
        == "it's {a} 1x28x28 7\n")
    #expect(bench.run("# Parameters\nsizes = [\n    4,\n    8,\n]\nprint sizes") == "4,8\n")
    // Values side by side nest no deeper than one of them.
    let many = Array(repeating: "4", count: 300).joined(separator: ",")
    #expect(bench.run("# Parameters\nsizes = [\(many)]\nprint (sizes[299])") == "4\n")
    // Elsewhere braces hold values, and only the first comment of a cell makes it one of papermill's.
    #expect(bench.run("size = 3\n# Parameters\nother = \"{size}\"\nprint other") == "3\n")
    #expect(bench.run("# Parameters\n# %%\nmore = \"{size}\"\nprint more") == "3\n")
  }

  @Test("Figures tell the values that were set")
  func provenance() throws {
    let bench = try Bench()
    _ = bench.run("param epochs = 10")
    _ = bench.run("# Parameters\nepochs = 3")
    _ = bench.run("images = load sketches count=2\nshow images")
    #expect(bench.output.figures.last?.figure.provenance.parameters.map(\.value) == ["3"])
  }
}
