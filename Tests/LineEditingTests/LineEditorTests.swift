import Foundation
import LineEditing
import Testing

/// Blocks that begin with a colon go on until a blank line.
private func completeness(_ text: String) -> Completeness {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  if lines.first == "wrong" { return .wrong }
  guard lines.first?.hasSuffix(":") == true, lines.last?.allSatisfy({ $0 == " " }) != true else { return .complete }
  return .incomplete(indent: 2)
}

@Suite struct PlainLineTests {
  private func entries(of text: String) throws -> [Entry] {
    let pipe = Pipe()
    let output = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
    let editor = LineEditor(
      input: pipe.fileHandleForReading.fileDescriptor,
      output: output.fileHandleForWriting.fileDescriptor)
    #expect(!editor.isEditing)
    var entries: [Entry] = []
    // A pipe that nothing refers to any more is closed, and its numbers are another test's.
    withExtendedLifetime((pipe, output)) {
      while entries.last != .end {
        entries.append(editor.readEntry(prompt: "> ", continuation: ". ", completeness: completeness))
      }
    }
    try output.fileHandleForWriting.close()
    #expect(try output.fileHandleForReading.readToEnd() ?? Data() == Data())
    return entries
  }

  @Test func linesOfAPipeAreReadWithoutPrompts() throws {
    #expect(try entries(of: "") == [.end])
    #expect(try entries(of: "a\r\n\nwrong\nb") == [.text("a"), .text(""), .text("wrong"), .text("b"), .end])
  }

  @Test func whatWasReadElsewhereComesFirst() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("lo\n".utf8))
    withExtendedLifetime(pipe) {
      let editor = LineEditor(input: pipe.fileHandleForReading.fileDescriptor)
      editor.takeAsTyped(Array("a\nhe".utf8))
      editor.takeAsTyped(Array("l".utf8))
      #expect(editor.readEntry(prompt: "", continuation: "", completeness: completeness) == .text("a"))
      #expect(editor.readEntry(prompt: "", continuation: "", completeness: completeness) == .text("hello"))
    }
  }

  @Test func blocksGoOnUntilTheyAreComplete() throws {
    #expect(try entries(of: "a:\n  b\n\nc\n") == [.text("a:\n  b\n"), .text("c"), .end])
    #expect(try entries(of: "a:\n  b") == [.text("a:\n  b"), .end])
  }
}

/// An editor at a terminal of its own, which the test types at.
@Suite(.serialized) struct TerminalTests {
  /// What the terminal gets, and what it shows.
  final class Screen: @unchecked Sendable {
    let main: Int32
    let side: Int32
    private(set) var shown = ""

    init() throws {
      main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      try #require(main >= 0)
      // Unlocked, and named: the C library's functions for it cannot be called from Swift.
      var lock: Int32 = 0
      var number: Int32 = 0
      try #require(ioctl(main, 0x4004_5431, &lock) == 0 && ioctl(main, 0x8004_5430, &number) == 0)
      side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      try #require(side >= 0)
      var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
      try #require(ioctl(main, UInt(TIOCSWINSZ), &size) == 0)
    }

    deinit {
      close(main)
      close(side)
    }

    /// Reads until the editor has shown a text since the last call.
    func wait(for text: String) {
      shown = ""
      var chunk = [UInt8](repeating: 0, count: 4096)
      while !shown.contains(text) {
        let count = read(main, &chunk, chunk.count)
        if count <= 0 { return }
        shown += String(decoding: chunk[..<count], as: UTF8.self)
      }
    }

    func type(_ keys: String) {
      _ = Array(keys.utf8).withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
    }

    var modes: [UInt32] {
      var modes = termios()
      tcgetattr(side, &modes)
      return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
    }
  }

  /// What a prompt gives for keys that are typed once it is there, and what it shows of them.
  private func entries(_ typed: [String], history: String? = nil, words: [String] = []) throws -> ([Entry], String) {
    let screen = try Screen()
    let before = screen.modes
    // A thread of its own, since those of a pool may all be waiting.
    let typing = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      defer { typing.signal() }
      for keys in typed {
        screen.wait(for: "[?2004h")
        screen.type(keys)
      }
      screen.wait(for: "[?2004l")
    }
    let editor = LineEditor(
      historyPath: history, colors: false, terminalName: "xterm", input: screen.side,
      output: screen.side)
    #expect(editor.isEditing)
    editor.completions = { text, cursor in
      let found = words.filter { $0.hasPrefix(text) }.map { Completions.Candidate(text: $0) }
      return Completions(range: 0..<cursor, candidates: found)
    }
    let entries = typed.map { _ in
      let entry = editor.readEntry(prompt: "> ", continuation: ". ", completeness: completeness)
      #expect(screen.modes == before)
      return entry
    }
    typing.wait()
    return (entries, screen.shown)
  }

  private func texts(_ typed: [String], history: String? = nil, words: [String] = []) throws -> [String] {
    try entries(typed, history: history, words: words).0.map {
      if case .text(let text) = $0 { text } else { "\($0)" }
    }
  }

  @Test func typedLinesAreEdited() throws {
    #expect(try texts(["hello\r"]) == ["hello"])
    #expect(try texts(["ello\u{1}h\u{5}!\r"]) == ["hello!"])
    #expect(try texts(["one two\u{1B}[1;5DX\u{1B}[D\u{1B}[3~Y\r"]) == ["one Ytwo"])
  }

  @Test func aBlockIsIndentedAndOneEntry() throws {
    // What comes after the line end is typed only when the prompt for it is there.
    let (entries, shown) = try entries(["a:\rb\r\r"])
    #expect(entries == [.text("a:\nb\n")])
    #expect(shown.contains(". b"))
  }

  @Test func linesOfABlockCanBeReachedAndJoined() throws {
    #expect(try texts(["a:\rb\u{1B}[A\u{5}\u{7F}c\r"]) == ["ac\nb"])
    #expect(try texts(["a:\rb\u{1}\u{7F}\r"]).first == "a:b")
    #expect(try texts(["a:\rb\u{1}\u{1B}[D\u{1B}[D\u{1B}[C\u{4}\r"]).first == "a:b")
  }

  @Test func controlCharactersAbandonAndEnd() throws {
    #expect(try entries(["half\u{3}", "a:\rb\u{3}", "\u{4}"]).0 == [.abandoned, .abandoned, .end])
  }

  @Test func pastedLinesAreOneEntry() throws {
    #expect(try texts(["\u{1B}[200~x\ny\u{1B}[201~\r"]) == ["x\ny"])
    #expect(try texts(["\u{1B}[200~a:\r  b\r\r\u{1B}[201~\r"]) == ["a:\n  b\n"])
    #expect(try texts(["ad\u{1B}[D\u{1B}[200~bc\u{1B}[201~!\r"]) == ["abc!d"])
  }

  @Test func wordsAreCompleted() throws {
    #expect(try texts(["lo\t5\r"], words: ["load"]) == ["load 5"])
    #expect(try texts(["l\t\ta\t\r"], words: ["load", "lord"]) == ["load "])
  }

  @Test func entriesAreRecalledFromTheLastSession() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try texts(["first\r", "a:\r  b\r\r", "last\r"], history: path) == ["first", "a:\n  b\n", "last"])
    #expect(try texts(["\u{1B}[A\u{1B}[A\u{1B}[A\u{5}\u{7F}!\r"], history: path) == ["a!\n  b"])
    #expect(try texts(["\u{12}fir\r"], history: path) == ["first"])
  }
}
