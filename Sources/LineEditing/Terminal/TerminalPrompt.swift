#if LineEditing
  internal import CEdit

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Darwin)
    import Darwin
  #endif

  /// A prompt at a terminal, over libedit.
  ///
  /// An entry, of however many lines, is one buffer of libedit's: Enter puts a line end in it for as long as the entry is
  /// incomplete. Some keys take two steps, since libedit moves the cursor only after a key's function has returned; for
  /// the second step a function asks for a key that no keyboard has.
  final class TerminalPrompt {
    /// Keys that only this type sends, to itself.
    enum OwnKey: String {
      case order = "\u{1B}[9001~"
      case accept = "\u{1B}[9002~"
      case abandon = "\u{1B}[9003~"
      case list = "\u{1B}[9004~"
    }

    /// How often the window's size is looked at while nothing is typed.
    private static let patience: Int32 = 200

    let input: DescriptorInput
    let edit: OpaquePointer
    private let history: OpaquePointer
    private let inputFile: UnsafeMutablePointer<FILE>
    let outputFile: UnsafeMutablePointer<FILE>
    private let output: Int32
    /// The terminal's kind where it is given, which libedit keeps no copy of.
    private let terminalName: UnsafeMutablePointer<CChar>?
    /// The names of our own functions, which it keeps no copies of either.
    private var functionNames: [UnsafeMutablePointer<wchar_t>] = []
    private let colors: Bool
    private var modes = termios()
    private var size = winsize()
    private var promptCharacters: UnsafeMutablePointer<wchar_t>
    private var promptText = ""

    var marks = ContinuationMarks(prompt: "")
    var completeness: (String) -> Completeness = { _ in .complete }
    var completions: (String, Int) -> Completions = { _, cursor in Completions(range: cursor..<cursor, candidates: []) }
    var outdent: (String) -> Int = { _ in 0 }
    /// What the entry came to, once it is known.
    var result: Entry?
    /// Keys to be read before the terminal's.
    private var keys: [Unicode.Scalar] = []
    private var previousCursor = 0
    /// What `list` shows, and where the cursor goes afterwards.
    var listed: (candidates: [Completions.Candidate], cursor: Int) = ([], 0)

    /// A prompt over two descriptors, or nil where they are no terminal, or one whose cursor cannot be moved.
    init?(
      programName: String, terminalName: String?, input: DescriptorInput, output: Int32, historyLength: Int,
      colors: Bool
    ) {
      guard input.isTerminal, isatty(output) == 1, tcgetattr(input.descriptor, &modes) == 0 else { return nil }
      // Streams of our own, over copies, so that closing them closes nothing of the caller's.
      guard let inputFile = fdopen(dup(input.descriptor), "r") else { return nil }
      guard let outputFile = fdopen(dup(output), "w") else {
        fclose(inputFile)
        return nil
      }
      guard let history = history_winit() else {
        fclose(inputFile)
        fclose(outputFile)
        return nil
      }
      guard let edit = el_init_fd(programName, inputFile, outputFile, outputFile, input.descriptor, output, output)
      else {
        history_wend(history)
        fclose(inputFile)
        fclose(outputFile)
        return nil
      }
      self.input = input
      self.output = output
      self.inputFile = inputFile
      self.outputFile = outputFile
      self.history = history
      self.edit = edit
      self.colors = colors
      self.terminalName = terminalName.flatMap { strdup($0) }
      promptCharacters = .allocate(capacity: 1)
      promptCharacters.initialize(to: 0)
      if let name = self.terminalName { edit_set_terminal(edit, name) }
      let terminal = edit_terminal(edit).map { String(cString: $0) } ?? ""
      // From here on deinit cleans up.
      if terminal.isEmpty || terminal == "dumb" || terminal == "unknown" { return nil }
      edit_set_history_length(history, Int32(clamping: historyLength))
      edit_keep_unique(history)
      edit_set_client(edit, Unmanaged.passUnretained(self).toOpaque())
      edit_set_emacs(edit)
      edit_leave_signals(edit)
      edit_set_history(edit, history)
      edit_set_prompt(edit, { edit in TerminalPrompt.of(edit)?.promptCharacters }, 1)
      edit_set_reader(edit) { edit, character in TerminalPrompt.of(edit)?.read(into: character) ?? 0 }
      // Ctrl-C and Ctrl-Z come as characters here, and Ctrl-S is for searching.
      for mode in ["-isig", "-ixon"] { mode.withWideCharacters { _ = edit_set_mode(edit, $0) } }
      bindKeys()
      tcsetattr(input.descriptor, TCSADRAIN, &modes)
    }

    deinit {
      el_end(edit)
      history_wend(history)
      fclose(inputFile)
      fclose(outputFile)
      free(terminalName)
      for name in functionNames { free(name) }
      promptCharacters.deallocate()
      tcsetattr(input.descriptor, TCSADRAIN, &modes)
    }

    /// The prompt that libedit hands back to its callbacks.
    static func of(_ edit: OpaquePointer?) -> TerminalPrompt? {
      guard let edit, let client = edit_client(edit) else { return nil }
      return Unmanaged<TerminalPrompt>.fromOpaque(client).takeUnretainedValue()
    }

    /// A copy of a function's name, there for as long as the prompt is.
    func keep(name: UnsafePointer<wchar_t>) -> UnsafeMutablePointer<wchar_t>? {
      let copy = wcsdup(name)
      if let copy { functionNames.append(copy) }
      return copy
    }

    /// Adds an entry to what Up and Ctrl-R find.
    func remember(_ entry: String) {
      entry.withWideCharacters { _ = edit_enter_history(history, $0) }
    }

    func readEntry(
      prompt: String, continuation: String, completeness: @escaping (String) -> Completeness,
      completions: @escaping (String, Int) -> Completions, outdent: @escaping (String) -> Int
    ) -> Entry {
      marks = ContinuationMarks(prompt: continuation, hasNoBreakSpace: hasWideCharacters)
      self.completeness = completeness
      self.completions = completions
      self.outdent = outdent
      setPrompt(prompt)
      result = nil
      keys = []
      previousCursor = 0
      guard tcgetattr(input.descriptor, &modes) == 0 else { return .end }
      _ = ioctl(output, UInt(TIOCGWINSZ), &size)
      el_resize(edit)
      // Libedit itself would do so only after it has shown the prompt, and what is typed at once would be the system's.
      edit_prepare_terminal(edit, 1)
      write("\u{1B}[?2004h")
      var count: Int32 = 0
      _ = el_wgets(edit, &count)
      write("\u{1B}[?2004l")
      tcsetattr(input.descriptor, TCSADRAIN, &modes)
      self.completeness = { _ in .complete }
      if result == nil { write("\r\n") }
      return result ?? .end
    }

    /// The entry as it stands.
    var entry: ContinuationMarks.Buffer {
      get { marks.entry(in: buffer, from: previousCursor) }
      set {
        buffer = marks.buffer(of: newValue)
        previousCursor = buffer.cursor
      }
    }

    /// What libedit holds.
    private var buffer: ContinuationMarks.Buffer {
      get {
        guard let line = el_wline(edit)?.pointee, let start = line.buffer, let cursor = line.cursor,
          let end = line.lastchar
        else { return ContinuationMarks.Buffer(characters: [], cursor: 0) }
        return ContinuationMarks.Buffer(
          characters: UnsafeBufferPointer(start: start, count: end - start).map(Unicode.Scalar.init(wide:)),
          cursor: cursor - start)
      }
      set {
        let old = buffer
        if newValue.characters != old.characters {
          el_cursor(edit, Int32(clamping: old.characters.count - old.cursor))
          el_deletestr(edit, Int32(clamping: old.characters.count))
          newValue.text.withWideCharacters { _ = el_winsertstr(edit, $0) }
        }
        el_cursor(edit, Int32(clamping: newValue.cursor - buffer.cursor))
      }
    }

    /// Has a key read before what is typed.
    func press(_ key: OwnKey) {
      keys += key.rawValue.unicodeScalars
    }

    /// Has a key of libedit's read before what is typed.
    func press(_ key: Unicode.Scalar) {
      keys.append(key)
    }

    func write(_ text: String) {
      fputs(text, outputFile)
      fflush(outputFile)
    }

    var screen: (columns: Int, rows: Int) {
      (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    private var hasWideCharacters: Bool { edit_has_wide_characters() != 0 }

    /// Gives libedit a character.
    private func read(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
      guard let character else { return 0 }
      let searches = isSearching
      if keys.isEmpty, !searches {
        let held = buffer
        if marks.buffer(of: marks.entry(in: held, from: previousCursor)) != held {
          press(.order)
        } else {
          previousCursor = held.cursor
        }
      }
      if !keys.isEmpty {
        character.pointee = keys.removeFirst().wide
        return 1
      }
      var arrival = input.wait(milliseconds: Self.patience)
      while arrival == .nothing {
        followWindow()
        arrival = input.wait(milliseconds: Self.patience)
      }
      guard arrival == .bytes, let scalar = input.nextScalar() else { return 0 }
      // A search ends at an escape and takes it away, so that a key's other characters would be taken as typed.
      if searches, scalar == "\u{1B}", input.isWaiting, let next = input.peek, [0x5B, 0x4F].contains(next) {
        keys.append(scalar)
      }
      character.pointee = scalar == "\0" ? Unicode.Scalar("\u{FFFD}").wide : scalar.wide
      return 1
    }

    /// Whether libedit is searching the history, when it has its own line below the buffer's.
    private var isSearching: Bool {
      let characters = buffer.characters
      guard let end = characters.lastIndex(of: "\n") else { return false }
      let line = characters[(end + 1)...].prefix(4)
      return ["bck:", "fwd:", "bck?", "fwd?"].contains { $0.unicodeScalars.elementsEqual(line) }
    }

    /// Draws the entry anew where the window has changed its size.
    private func followWindow() {
      var now = winsize()
      guard ioctl(output, UInt(TIOCGWINSZ), &now) == 0, now.ws_col != size.ws_col || now.ws_row != size.ws_row else {
        return
      }
      size = now
      let held = buffer
      let above = Array(promptText.unicodeScalars) + held.characters[..<held.cursor]
      let row = TerminalRows.row(behind: above, columns: screen.columns)
      fputs((row > 0 ? "\u{1B}[\(row)A" : "") + "\r\u{1B}[J", outputFile)
      el_resize(edit)
      edit_draw(edit)
    }

    private func setPrompt(_ prompt: String) {
      promptText = String(String.UnicodeScalarView(prompt.unicodeScalars.filter { $0.value >= 0x20 }))
      var shown = promptText
      if colors, let last = shown.last {
        // Codes hang on the character that follows them, so one must.
        shown = "\u{1}\u{1B}[32m\u{1}\(shown.dropLast())\u{1}\u{1B}[0m\u{1}\(last)"
      }
      promptCharacters.deallocate()
      let characters = shown.unicodeScalars.map(\.wide) + [0]
      promptCharacters = .allocate(capacity: characters.count)
      promptCharacters.initialize(from: characters, count: characters.count)
    }

    /// Stops the program, as Ctrl-Z does, with the terminal as it was.
    func suspend() {
      write("\u{1B}[?2004l")
      edit_prepare_terminal(edit, 0)
      tcsetattr(input.descriptor, TCSADRAIN, &modes)
      kill(0, SIGTSTP)
      edit_prepare_terminal(edit, 1)
      write("\u{1B}[?2004h")
    }
  }

  extension Unicode.Scalar {
    /// The character as C has it.
    fileprivate var wide: wchar_t { wchar_t(truncatingIfNeeded: value) }

    /// One of C's characters, or U+FFFD.
    fileprivate init(wide: wchar_t) {
      self = Unicode.Scalar(UInt32(truncatingIfNeeded: wide)) ?? "\u{FFFD}"
    }
  }

  extension String {
    /// The text as C's wide characters, a zero behind them; zeros in it end it.
    func withWideCharacters(_ body: (UnsafePointer<wchar_t>) -> Void) {
      let characters = unicodeScalars.map(\.wide) + [0]
      characters.withUnsafeBufferPointer { buffer in
        if let start = buffer.baseAddress { body(start) }
      }
    }
  }
#endif
