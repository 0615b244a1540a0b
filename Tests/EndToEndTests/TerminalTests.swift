import Foundation
import Testing

/// The prompt as people have it: `darkroom` alone, in a terminal, typed at.
///
/// Screens are compared as a whole, with `‸` where the cursor is.
@Suite(.serialized) struct TerminalTests {
  fileprivate static let greeting = "Darkroom 0.1.0. `help` lists the commands; Ctrl-D leaves.\n"
}

extension TerminalTests {
  @Suite struct Completion {
    @Test("Tab completes a command, an option and an option's value, and lists what there are several of")
    func words() async throws {
      try await TerminalSession.run { session in
        try session.type("lo")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load ‸")
        try session.type("cif")
        try session.press("Tab")
        // There is a `cifar100` too.
        try await session.expect(greeting + "In [1]: load cifar10‸")
        try session.type(" spl")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load cifar10 split=‸")
        try session.press("Tab")
        let listed = """

          training    the images that models learn
          validation  the images that they are measured on
          """
        try await session.expect(greeting + "In [1]: load cifar10 split=‸" + listed)
        // Tab goes through the menu, which stays where it is.
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load cifar10 split=training‸" + listed)
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load cifar10 split=validation‸" + listed)
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load cifar10 split=training‸" + listed)
        try session.press("BTab")
        try await session.expect(greeting + "In [1]: load cifar10 split=validation‸" + listed)
        try session.press("Up")
        try await session.expect(greeting + "In [1]: load cifar10 split=training‸" + listed)
        try session.press("Down")
        try await session.expect(greeting + "In [1]: load cifar10 split=validation‸" + listed)
        try session.press("Escape")
        try await session.expect(greeting + "In [1]: load cifar10 split=‸")
        // An `=` right behind the completed one is that one.
        try session.type("=v")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: load cifar10 split=validation ‸")
      }
    }

    @Test("Several commands are completed as far as they agree, and then listed with their summaries")
    func commonBeginning() async throws {
      try await TerminalSession.run { session in
        try session.type("de")
        try session.press("Tab")
        let listed = """

          describe  says what a value is: counts, shapes, classes, losses
          decode    gives the images that a model's decoder makes of codes
          denoise   takes noise out of images by a filter, a denoiser to be beaten
          device    chooses what computes: a GPU, or the processor, fast or exact
          """
        try await session.expect(greeting + "In [1]: de‸" + listed)
        try session.type("s")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: describe ‸")
      }
    }

    @Test("Of the variables, those are offered that are of the right kind")
    func variables() async throws {
      try await TerminalSession.run { session in
        try await session.enter("digits = load sketches count=20", next: 2)
        try await session.enter("digit = 3", next: 3)
        try await session.enter("text = \"three\"", next: 4)
        let above =
          greeting + "In [1]: digits = load sketches count=20\nIn [2]: digit = 3\nIn [3]: text = \"three\"\n"
        try session.type("pick d")
        try session.press("Tab")
        try await session.expect(above + "In [4]: pick digits ‸")
        try session.press("C-c")
        try session.type("twice = (2 * d")
        try session.press("Tab")
        try session.press("Tab")
        try await session.expect(
          above + """
            In [4]: pick digits ^C
            In [4]: twice = (2 * digit‸
            digits  a data set
            digit   a number
            """)
        try session.press("C-c")
        try session.type("(digits.sh")
        try session.press("Tab")
        try await session.wait { $0.hasSuffix("In [4]: (digits.shape ‸") }
      }
    }

    @Test("Inside a network's block layers and their options are offered")
    func layers() async throws {
      try await TerminalSession.run { session in
        try session.type("tiny = network in=3x32x32")
        try session.press("Enter")
        let above = greeting + "In [1]: tiny = network in=3x32x32\n"
        try await session.expect(above + "   ...:     ‸")
        try session.type("conv2")
        try session.press("Tab")
        try await session.expect(above + "   ...:     conv2d ‸")
        try session.type("4 str")
        try session.press("Tab")
        try await session.expect(above + "   ...:     conv2d 4 stride=‸")
        try session.type("2")
        try session.press("Enter")
        try await session.expect(above + "   ...:     conv2d 4 stride=2\n   ...:     ‸")
        try session.type("unf")
        try session.press("Tab")
        try await session.expect(above + "   ...:     conv2d 4 stride=2\n   ...:     unflatten ‸")
      }
    }

    @Test("Files are completed: a sole one, the common beginning of several, and a list")
    func paths() async throws {
      let files = ["fine.darkroom": "", "first.darkroom": "", "lesson.darkroom": "x = 1"]
      try await TerminalSession.run(files: files) { session in
        try session.type("include \"le")
        try session.press("Tab")
        try await session.expect(greeting + "In [1]: include \"lesson.darkroom\"‸")
        try session.press("C-c")
        try session.type("include \"f")
        try session.press("Tab")
        let above = greeting + "In [1]: include \"lesson.darkroom\"^C\nIn [1]: include \"fi"
        try await session.expect(above + "‸")
        try session.press("Tab")
        try await session.expect(above + "‸\nfine.darkroom   first.darkroom")
        try session.type("r\"")
        try session.press("Left", "Tab")
        try await session.expect(above + "rst.darkroom‸\"")
      }
    }
  }
}

extension TerminalTests {
  @Suite struct History {
    @Test("Up finds what was entered in this session and in the one before, Ctrl-R searches it")
    func twoSessions() async throws {
      let program = try Program()
      defer { program.clean() }
      try await TerminalSession.run(in: program) { session in
        try await session.enter("first = 1", next: 2)
        try session.type("for i in 1..2")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("   ...:     ‸") }
        try session.type("print (i * first)")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("(i * first)\n   ...:     ‸") }
        // The end of a block stands under its beginning once Enter is pressed.
        try session.type("end")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("\n1\n2\nIn [3]: ‸") }
        try await session.enter("second = 2", next: 4)
        try session.press("Up")
        try await session.wait { $0.hasSuffix("In [4]: second = 2‸") }
        try session.press("C-c")
        try session.press("C-d")
        try await session.wait { $0.hasSuffix("left with 0\n‸") }
      }
      try await TerminalSession.run(in: program) { session in
        try session.press("Up")
        try await session.expect(greeting + "In [1]: second = 2‸")
        try session.press("Up")
        let block = """
          In [1]: for i in 1..2
             ...:     print (i * first)
             ...: end
          """
        try await session.expect(greeting + block + "‸")
        try session.press("C-c")
        try session.press("C-r")
        try session.type("fir")
        try await session.wait { $0.hasSuffix("\nsearch: fir_") }
        try session.type("st =")
        let searched = greeting + block + "^C\n"
        try await session.expect(searched + "In [1]: first = 1‸\nsearch: first =_")
        try session.press("Enter")
        try await session.expect(searched + "In [1]: first = 1\nIn [2]: ‸")
        // What was recalled runs, as a whole.
        try session.press("Up", "Up", "Up")
        try await session.wait { $0.hasSuffix("   ...: end‸") }
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("   ...: end\n1\n2\nIn [3]: ‸") }
      }
    }
  }

  @Suite struct Lines {
    @Test("A network's block has prompts of its own, and is indented; Enter ends it at its `end`")
    func network() async throws {
      try await TerminalSession.run { session in
        try session.type("tiny = network in=1x8x8")
        try session.press("Enter")
        try await session.expect(greeting + "In [1]: tiny = network in=1x8x8\n   ...:     ‸")
        for line in ["flatten", "linear 4", "relu"] {
          try session.type(line)
          try session.press("Enter")
          try await session.wait { $0.hasSuffix("   ...:     \(line)\n   ...:     ‸") }
        }
        try session.type("end")
        try session.press("Enter")
        try await session.expect(
          greeting + """
            In [1]: tiny = network in=1x8x8
               ...:     flatten
               ...:     linear 4
               ...:     relu
               ...: end
            In [2]: ‸
            """)
      }
    }

    private static let cell = """
      total = 0
      for i in 1..3
          total = (total + i)
      end
      print total

      """

    @Test(
      "A cell that is pasted runs as one entry where the terminal says that it is pasted", arguments: [true, false])
    func pasting(bracketed: Bool) async throws {
      try await TerminalSession.run { session in
        try session.paste(Self.cell, bracketed: bracketed)
        if bracketed {
          try await session.expect(
            greeting + """
              In [1]: total = 0
                 ...: for i in 1..3
                 ...:     total = (total + i)
                 ...: end
                 ...: print total
              6
              In [2]: ‸
              """)
        } else {
          try await session.expect(
            greeting + """
              In [1]: total = 0
              In [2]: for i in 1..3
                 ...:     total = (total + i)
                 ...: end
              In [3]: print total
              6
              In [4]: ‸
              """)
        }
      }
    }

    @Test("Ctrl-C drops a line, and a block that is half typed; Ctrl-D leaves with 0")
    func dropping() async throws {
      try await TerminalSession.run { session in
        try session.type("nothing at all")
        try session.press("C-c")
        try session.type("for i in 1..2")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("   ...:     ‸") }
        try session.type("print i")
        try session.press("C-c")
        let above = """
          In [1]: nothing at all^C
          In [1]: for i in 1..2
             ...:     print i^C

          """
        try await session.expect(greeting + above + "In [1]: ‸")
        try await session.enter("print 7", next: 2)
        try session.press("C-d")
        try await session.expect(greeting + above + "In [1]: print 7\n7\nIn [2]:\nleft with 0\n‸")
      }
    }

    @Test("`exit` leaves as Ctrl-D does, unless it is a variable; `?` is help")
    func leaving() async throws {
      try await TerminalSession.run(columns: 100, rows: 100) { session in
        let help = try session.program.run("help").output
          .replacing("\n`darkroom --help` is about the program.\n", with: "")
        try await session.enter("?", next: 2)
        try await session.expect(greeting + "In [1]: ?\n\(help)In [2]: ‸")
        try await session.enter("clear", next: 3)
        try await session.enter("quit = 3", next: 4)
        try await session.enter("quit", next: 5)
        try session.type("exit")
        try session.press("Enter")
        try await session.expect(
          """
          In [3]: quit = 3
          In [4]: quit
          3
          In [5]: exit
          what was entered is not saved: `save session "lesson.darkroom"` would have made a script of it; its
          trainings are kept, and are not done twice
          left with 0
          ‸
          """)
      }
    }

    @Test("The ends of nested blocks stand under their beginnings, in a saved session too")
    func nestedBlocks() async throws {
      try await TerminalSession.run { session in
        for line in ["for i in 1..2", "for j in 1..2", "print i j", "end"] {
          try session.type(line)
          try session.press("Enter")
          try await session.wait { $0.hasSuffix(" ‸") && $0.contains(line + "\n   ...: ") }
        }
        try session.type("end")
        try session.press("Enter")
        try await session.expect(
          greeting + """
            In [1]: for i in 1..2
               ...:     for j in 1..2
               ...:         print i j
               ...:     end
               ...: end
            1 1
            1 2
            2 1
            2 2
            In [2]: ‸
            """)
        try await session.enter("save session \"nested.darkroom\"", next: 3)
        let saved = try String(decoding: session.program.bytes("output/nested.darkroom"), as: UTF8.self)
        #expect(saved.hasSuffix("for i in 1..2\n    for j in 1..2\n        print i j\n    end\nend\n"), "\(saved)")
      }
    }

    @Test("Letters beyond ASCII are typed, passed over and deleted, wide ones too")
    func beyondASCII() async throws {
      try await TerminalSession.run { session in
        try session.type("print \"é漢字\"")
        try await session.expect(greeting + "In [1]: print \"é漢字\"‸")
        try session.press("Left", "Left")
        try await session.expect(greeting + "In [1]: print \"é漢‸字\"")
        try session.press("BSpace")
        try await session.expect(greeting + "In [1]: print \"é‸字\"")
        try session.type("語x")
        try session.press("Left", "Left", "Left")
        try await session.expect(greeting + "In [1]: print \"‸é語x字\"")
        try session.type("ß")
        try session.press("Right", "DC")
        try await session.expect(greeting + "In [1]: print \"ßé‸x字\"")
        try session.press("Enter")
        try await session.expect(greeting + "In [1]: print \"ßéx字\"\nßéx字\nIn [2]: ‸")
      }
    }

    @Test("A line that is being typed is drawn anew where the window changes its size")
    func resizing() async throws {
      try await TerminalSession.run(columns: 80) { session in
        let text = "words = \"" + (1...17).map { "w\($0)" }.joined(separator: " ")
        try session.type(text)
        try await session.wait { $0.contains("w17‸") }
        try session.resize(columns: 40, rows: 24)
        let narrow = """
          In [1]: words = "w1 w2 w3 w4 w5 w6 w7 w8
           w9 w10 w11 w12 w13 w14 w15 w16 w17‸
          """
        try await session.wait { $0.hasSuffix(narrow) }
        try session.type("\"")
        try await session.wait { $0.hasSuffix(narrow.dropLast() + "\"‸") }
        try session.resize(columns: 100, rows: 30)
        try await session.wait { $0.hasSuffix("In [1]: " + text + "\"‸") }
        try session.press("Enter")
        try await session.enter("words", next: 3)
        try await session.wait { $0.hasSuffix("In [2]: words\n" + text.dropFirst(9) + "\nIn [3]: ‸") }
      }
    }
  }
}
