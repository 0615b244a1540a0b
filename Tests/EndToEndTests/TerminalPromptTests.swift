import Foundation
import Testing

extension TerminalTests {
  private static let greeting = "Darkroom 0.1.0. `help` lists the commands; Ctrl-D leaves.\n"

  /// What the prompt does beside editing: values, the shell, files that are run first, terminals of other kinds.
  @Suite struct Prompt {
    @Test("Arithmetic is a value without parentheses, `_` is the last one, and an open bracket goes on")
    func values() async throws {
      try await TerminalSession.run { session in
        try await session.enter("2 + 3", next: 2)
        try await session.enter("half = _ / 2", next: 3)
        try await session.enter("half", next: 4)
        try session.type("x = (1 +")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("...:     ‸") }
        try session.type("2)")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("In [5]: ‸") }
        try await session.enter("x", next: 6)
        try await session.expect(
          greeting + """
            In [1]: 2 + 3
            5
            In [2]: half = _ / 2
            In [3]: half
            2.5
            In [4]: x = (1 + \\
               ...:     2)
            In [5]: x
            3
            In [6]: ‸
            """)
      }
    }

    @Test("What is meant for the shell is answered; what was wrong is not offered; leaving says what is not saved")
    func habits() async throws {
      try await TerminalSession.run(columns: 120) { session in
        try await session.enter("ls -l", next: 1)
        try await session.enter("darkroom help train", next: 1)
        try await session.enter("cd ..", next: 1)
        try await session.enter("x = 2 + y", next: 2)
        try session.type("x = 2")
        try await session.wait { $0.hasSuffix("In [2]: x = 2‸") }
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("In [3]: ‸") }
        try session.type("exit()")
        try session.press("Enter")
        try await session.expect(
          greeting + """
            In [1]: ls -l
            darkroom: error: `ls` is for the shell, which `!` asks: write `!ls -l`
            In [1]: darkroom help train
            darkroom: error: this is Darkroom already: write `help train`
            In [1]: cd ..
            darkroom: error: the folder is the one that Darkroom was started in: leave with `exit`, and start it elsewhere
            In [1]: x = 2 + y
            In [1]:1:9: error: there is no variable `y`
                 1 | x = 2 + y
                   |         ^
            In [2]: x = 2
            In [3]: exit()
            what was entered is not saved: `save session "lesson.darkroom"` would have made a script of it; its trainings are kept,
            and are not done twice
            left with 0
            ‸
            """)
      }
    }

    @Test("A line for the shell is given to it, with the terminal, and the prompt goes on")
    func shell() async throws {
      try await TerminalSession.run(files: ["one.txt": "", "two.txt": ""]) { session in
        try session.type("!ls -1 *.txt")
        try session.press("Enter")
        try await session.expect(greeting + "In [1]: !ls -1 *.txt\none.txt\ntwo.txt\nIn [1]: ‸")
        try session.type("!read name; echo \"hello $name\"")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("$name\"\n‸") }
        try session.type("you")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("\nyou\nhello you\nIn [1]: ‸") }
        try session.press("C-d")
        try await session.wait { $0.hasSuffix("\nleft with 0\n‸") }
      }
      let script = try Program()
      defer { script.clean() }
      try script.write("!ls\n", to: "shell.darkroom")
      #expect(try script.run("check", "shell.darkroom").status != 0)
    }

    @Test("A script begins the session, and the one that is kept for all of them sets the figures' look")
    func beginning() async throws {
      let files = [
        "lesson.darkroom": "size = 3\nprint \"begun with {size}\"\n",
        "settings/darkroom/init.darkroom": "theme = \"dark\"\npictures = \"text\"\nmine = 7\n",
      ]
      let program = try Program()
      defer { program.clean() }
      try FileManager.default.createDirectory(
        at: program.folder.appending(path: "settings/darkroom"), withIntermediateDirectories: true)
      for (name, text) in files { try program.write(text, to: name) }
      let environment = ["XDG_CONFIG_HOME": program.folder.appending(path: "settings").path]
      try await TerminalSession.run("prompt lesson.darkroom", in: program, environment: environment) { session in
        try await session.enter("vars", next: 2)
        try await session.expect(
          greeting + "begun with 3\nIn [1]: vars\nmine  number  7\nsize  number  3\nIn [2]: ‸")
      }
    }

    @Test("What the history goes on with stands behind the cursor, and is taken; Up finds what begins so")
    func history() async throws {
      try await TerminalSession.run { session in
        try await session.enter("size = 30", next: 2)
        try await session.enter("print (size * 2)", next: 3)
        try session.type("si")
        try await session.wait { $0.hasSuffix("In [3]: si‸ze = 30") }
        #expect(try session.colouredRows().contains { $0.contains("si\u{1B}[90mze = 30") })
        try session.press("Right")
        try await session.wait { $0.hasSuffix("In [3]: size = 30‸") }
        try session.press("C-u")
        try session.type("pr")
        try await session.wait { $0.hasSuffix("In [3]: pr‸int (size * 2)") }
        try session.press("C-c")
        try await session.wait { $0.hasSuffix("In [3]: pr^C\nIn [3]: ‸") }
        try session.type("s")
        try session.press("Up")
        try await session.wait { $0.hasSuffix("In [3]: size = 30‸") }
        try session.press("C-u", "C-_")
        try await session.wait { $0.hasSuffix("In [3]: size = 30‸") }
      }
    }

    @Test("Words have colours while they are typed")
    func colours() async throws {
      try await TerminalSession.run { session in
        try session.type("log = train model epochs=3 # all")
        try await session.wait { $0.hasSuffix("# all‸") }
        let row = try session.colouredRows()[1]
        for piece in ["\u{1B}[1mtrain", "\u{1B}[36mepochs", "\u{1B}[94m3", "\u{1B}[90m# all"] {
          #expect(row.replacing("\u{1B}[0m", with: "").contains(piece), "\(row.debugDescription)")
        }
      }
    }

    @Test("A picture of several code points is one character, drawn once")
    func pictures() async throws {
      try await TerminalSession.run { session in
        try session.record(to: "written")
        try session.paste("print \"👩🏽‍🔬!\"", bracketed: true)
        try await session.wait { $0.contains("!\"") }
        try session.press("Left", "Left", "BSpace")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("\n!\nIn [2]: ‸") }
      }
    }

    @Test("A page that is longer than the window goes through the pager")
    func pager() async throws {
      try await TerminalSession.run(rows: 12, environment: ["PAGER": "head -n 3"]) { session in
        try await session.enter("help train", next: 2)
        let shown = try session.screen()
        #expect(shown.contains("train — ") && shown.split(separator: "\n").count < 10, "\(shown)")
      }
      // Without a pager it is written as it is.
      try await TerminalSession.run(rows: 12, environment: ["PAGER": "/nowhere/pager"]) { session in
        try await session.enter("help train", next: 2)
        #expect(try session.everything().contains("train — "))
      }
    }

    @Test("A page goes through the pager where the window has no room for it and the prompt")
    func pagerAtTheEdge() async throws {
      var length = 0
      try await TerminalSession.run(rows: 60) { session in
        try await session.enter("help seed", next: 2)
        let rows = try session.screen().split(separator: "\n", omittingEmptySubsequences: false)
        let asked = try #require(rows.firstIndex { $0.hasSuffix("help seed") })
        let next = try #require(rows.firstIndex { $0.hasPrefix("In [2]:") })
        length = next - asked - 1
      }
      for (rows, isPaged) in [(length + 1, true), (length + 2, false)] {
        try await TerminalSession.run(rows: rows, environment: ["PAGER": "wc -l"]) { session in
          try await session.enter("help seed", next: 2)
          #expect(try session.everything().contains("seed — ") != isPaged, "\(length) in \(rows)")
        }
      }
    }

    @Test("A terminal that obeys no codes gets none, and shows what is typed and a chart of characters")
    func dumb() async throws {
      try await TerminalSession.run(columns: 60, rows: 30, terminal: "dumb") { session in
        try session.record(to: "written")
        try session.type("size = 3")
        try await session.wait { $0.hasSuffix("In [1]: size = 3‸") }
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("In [2]: ‸") }
        try await session.enter("d = load sketches count=128", next: 3)
        try await session.enter("m = autoencoder latent=4 width=4", next: 4)
        try await session.enter("log = train m on=d epochs=2", next: 5)
        try await session.enter("clear", next: 6)
        try await session.enter("plot log", next: 7)
        try await session.enter("print sise", next: 8)
        let shown = try session.screen()
        #expect(shown.contains("In [6]: plot log\n") && shown.contains("┤") && shown.contains("step"), "\(shown)")
        let written = try String(decoding: session.program.bytes("written"), as: UTF8.self)
        #expect(!written.contains("\u{1B}"), "\(written.debugDescription)")
      }
    }

    @Test("Letters are kept whatever the locale")
    func locale() async throws {
      try await TerminalSession.run(environment: ["LANG": "C", "LC_ALL": "C"]) { session in
        try await session.enter("größe = 3", next: 2)
        try await session.enter("print größe \"漢字\"", next: 3)
        try await session.expect(
          greeting + "In [1]: größe = 3\nIn [2]: print größe \"漢字\"\n3 漢字\nIn [3]: ‸")
      }
    }

    @Test(
      "A chart is drawn with characters where the terminal has no pictures, as wide as the window",
      arguments: [30, 200])
    func charts(columns: Int) async throws {
      try await TerminalSession.run(columns: columns, rows: 40) { session in
        try await session.enter("d = load sketches count=64", next: 2)
        try session.type("m = autoencoder latent=4 width=4")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("In [3]: ‸") }
        try session.type("log = train m on=d epochs=3")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("In [4]: ‸") }
        try await session.enter("clear", next: 5)
        try await session.enter("plot log", next: 6)
        let shown = try session.screen()
        #expect(shown.hasPrefix("In [5]: plot log\n"), "\(shown)")
        #expect(shown.contains("└") && shown.contains("training"), "\(shown)")
        #expect(shown.hasSuffix("output/figure-1.png\nIn [6]: ‸"), "\(shown)")
        let rows = try session.colouredRows()
        #expect(rows.contains { $0.contains(/\u{1B}\[94m(\u{1B}\[49m)?[⠁-⣿]/) }, "\(rows)")
      }
    }

    @Test("A window that changes its size during a training leaves one bar")
    func resizing() async throws {
      try await TerminalSession.run(columns: 100, rows: 30) { session in
        try await session.enter("d = load sketches count=1280", next: 2)
        try await session.enter("m = autoencoder latent=10 width=4", next: 3)
        try session.type("log = train m on=d epochs=100000")
        try session.press("Enter")
        var shown = try await session.wait { TerminalSession.lastEpoch(in: $0) > 1 && $0.contains(/[━─]{4}/) }
        for columns in [50, 120] {
          let last = TerminalSession.lastEpoch(in: shown)
          try session.resize(columns: columns, rows: 30)
          shown = try await session.wait { TerminalSession.lastEpoch(in: $0) > last + 1 }
        }
        try session.press("C-c")
        try await session.wait { $0.hasSuffix("\ninterrupted; the session stays\nIn [4]: ‸") }
        try await session.enter("2 + 2", next: 5)
        try await session.wait { $0.hasSuffix("In [4]: 2 + 2\n4\nIn [5]: ‸") }
      }
    }

    @Test("Where a model is opened, no pictures are offered")
    func files() async throws {
      let files = ["model-a.safetensors": "", "model-b.png": "", "model-c.txt": ""]
      try await TerminalSession.run(files: files) { session in
        try session.type("m = open model \"mod")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: m = open model \"model-a.safetensors\"‸")
      }
    }
  }
}
