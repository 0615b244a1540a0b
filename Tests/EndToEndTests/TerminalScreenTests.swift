import Foundation
import Testing

/// What the prompt shows of what is entered.
@Suite(.serialized) struct TerminalScreenTests {
  static let greeting = "Darkroom 0.1.0. `help` lists the commands; Ctrl-D leaves.\n"

  @Test("A mistake is shown with a caret under it, wide characters before it or not")
  func mistakes() async throws {
    try await TerminalSession.run { session in
      try await session.enter("size = 3", next: 2)
      try await session.enter("print \"漢字é\" sise", next: 3)
      try await session.enter("print sise", next: 4)
      try await session.expect(
        Self.greeting + """
          In [1]: size = 3
          In [2]: print "漢字é" sise
          In [2]:1:13: error: there is no variable `sise`
               1 | print "漢字é" sise
                 |               ^^^^
            expected a value
            did you mean `size`?
          In [3]: print sise
          In [3]:1:7: error: there is no variable `sise`
               1 | print sise
                 |       ^^^^
            expected a value
            did you mean `size`?
          In [4]: ‸
          """)
    }
  }

  @Test(
    "`train?` and `help train` show the page that `darkroom help train` prints", arguments: ["train?", "help train"])
  func pages(question: String) async throws {
    try await TerminalSession.run(columns: 100, rows: 140) { session in
      let page = try session.program.run("help", "train").output
      #expect(page.hasPrefix("train — "))
      try await session.enter(question, next: 2)
      try await session.expect(Self.greeting + "In [1]: \(question)\n\(page)In [2]: ‸")
    }
  }

  @Test("A session is looked at, forgotten, timed and cleared, and saved as a script that runs")
  func session() async throws {
    try await TerminalSession.run { session in
      try await session.enter("size = 3", next: 2)
      try await session.enter("word = \"three\"", next: 3)
      try await session.enter("print sizes", next: 4)
      try await session.enter("clear", next: 5)
      try await session.expect("In [5]: ‸")
      try await session.enter("vars", next: 6)
      try await session.enter("forget word", next: 7)
      try await session.enter("vars", next: 8)
      try await session.enter("time print (size * 2)", next: 9)
      try await session.enter("history", next: 10)
      try await session.enter("save session \"mine.darkroom\"", next: 11)
      try await session.expect(
        """
        In [5]: vars
        size  number  3
        word  text    three
        In [6]: forget word
        In [7]: vars
        size  number  3
        In [8]: time print (size * 2)
        6
        time: … ms
        In [9]: history
        1:  size = 3
        2:  word = "three"
        3:  print sizes
        4:  clear
        5:  vars
        6:  forget word
        7:  vars
        8:  time print (size * 2)
        In [10]: save session "mine.darkroom"
        wrote output/mine.darkroom
        In [11]: ‸
        """, after: { $0.replacing(/time: [0-9.,]+ (ms|s)/, with: "time: … ms") })
      let result = try session.program.run("run", "output/mine.darkroom")
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("6\ntime: "), "\(result.errors)")
    }
  }

  @Test("With NO_COLOR nothing has a colour, and no picture is drawn")
  func withoutColours() async throws {
    try await TerminalSession.run(environment: ["NO_COLOR": "1", "COLORTERM": "truecolor"]) { session in
      try session.record(to: "written")
      try await session.enter("images = load sketches count=8", next: 2)
      try await session.enter("show images", next: 3)
      try await session.enter("print nothing", next: 4)
      let shown =
        Self.greeting + """
          In [1]: images = load sketches count=8
          In [2]: show images
          output/figure-1.png
          In [3]: print nothing
          In [3]:1:7: error: there is no variable `nothing`
               1 | print nothing
                 |       ^^^^^^^
            expected a value
          In [4]: ‸
          """
      try await session.expect(shown)
      #expect(try !session.colouredRows().joined().contains("\u{1B}"))
      let written = try String(decoding: session.program.bytes("written"), as: UTF8.self)
      #expect(written.contains("show images"))
      #expect(written.ranges(of: /\u{1B}\[[0-9;]*m/).isEmpty, "\(written.debugDescription)")
    }
  }

  @Test("With colours the prompt is green and a mistake is red")
  func withColours() async throws {
    try await TerminalSession.run { session in
      try await session.enter("print nothing", next: 2)
      let rows = try session.colouredRows()
      #expect(
        rows[1].contains(/^\u{1B}\[32mIn \[1\]: (\u{1B}\[[0-9]*m)*\u{1B}\[1m(\u{1B}\[39m)?print\u{1B}\[0m/),
        "\(rows[1].debugDescription)")
      #expect(rows[2].contains("\u{1B}[1m\u{1B}[31merror"), "\(rows[2].debugDescription)")
    }
  }

  @Test("With --pictures off a figure is a file and no more")
  func withoutPictures() async throws {
    try await TerminalSession.run("--pictures off", environment: ["COLORTERM": "truecolor"]) { session in
      try await session.enter("images = load sketches count=8", next: 2)
      try await session.enter("show images", next: 3)
      try await session.expect(
        Self.greeting + """
          In [1]: images = load sketches count=8
          In [2]: show images
          output/figure-1.png
          In [3]: ‸
          """)
      #expect(session.program.holds("output/figure-1.png"))
    }
  }

  @Test("What is read from a file and written to a pipe has neither prompts nor codes, in a terminal too")
  func piped() async throws {
    let script = """
      images = load sketches count=8
      show images
      model = autoencoder latent=10 width=4
      log = train model on=images watch=images epochs=2
      print (log.steps)
      print nothing
      """
    let environment = ["COLORTERM": "truecolor"]
    try await TerminalSession.run(
      "< lines.darkroom 2> remarks | cat > values", environment: environment, files: ["lines.darkroom": script],
      prompt: "left with 0\n‸"
    ) { session in
      #expect(try String(decoding: session.program.bytes("values"), as: UTF8.self) == "2\n")
      let remarks = try String(decoding: session.program.bytes("remarks"), as: UTF8.self)
      #expect(remarks.contains("output/figure-1.png\n"))
      #expect(remarks.contains("there is no variable `nothing`"))
      #expect(!remarks.contains("\u{1B}") && !remarks.contains("\r"), "\(remarks.debugDescription)")
    }
    try await TerminalSession.run(
      "< lines.darkroom | cat > values", environment: environment, files: ["lines.darkroom": script],
      prompt: "left with 0\n‸"
    ) { session in
      let values = try String(decoding: session.program.bytes("values"), as: UTF8.self)
      let shown = try session.screen()
      #expect(values == "2\n")
      #expect(shown.hasPrefix("output/figure-1.png\nepoch 1/2  training "), "\(shown)")
    }
  }
}
