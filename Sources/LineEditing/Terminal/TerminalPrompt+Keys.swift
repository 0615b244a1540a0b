#if LineEditing
  internal import CEdit

  /// What the keys do.
  extension TerminalPrompt {
    private typealias Function = @convention(c) (OpaquePointer?, Int32) -> UInt8

    private static var unchanged: UInt8 { UInt8(CC_NORM) }
    private static var moved: UInt8 { UInt8(CC_CURSOR) }
    private static var changed: UInt8 { UInt8(CC_REFRESH) }
    private static var refused: UInt8 { UInt8(CC_ERROR) }
    private static var finished: UInt8 { UInt8(CC_NEWLINE) }

    /// Names the functions and binds keys to them, as xterm and its like send them.
    func bindKeys() {
      add("darkroom-enter", to: ["^M", "^J"]) { edit, _ in TerminalPrompt.of(edit)?.enter() ?? 0 }
      add("darkroom-new-line", to: ["\\e^M", "\\e^J"]) { edit, _ in TerminalPrompt.of(edit)?.breakLine(indent: 0) ?? 0 }
      add("darkroom-abandon", to: ["^C"]) { edit, _ in TerminalPrompt.of(edit)?.finish(.abandon) ?? 0 }
      add("darkroom-end", to: ["^D"]) { edit, _ in TerminalPrompt.of(edit)?.endOrDelete() ?? 0 }
      add("darkroom-complete", to: ["^I"]) { edit, _ in TerminalPrompt.of(edit)?.complete() ?? 0 }
      add("darkroom-up", to: ["\\e[A", "\\eOA"]) { edit, _ in TerminalPrompt.of(edit)?.move(lines: -1) ?? 0 }
      add("darkroom-down", to: ["\\e[B", "\\eOB"]) { edit, _ in TerminalPrompt.of(edit)?.move(lines: 1) ?? 0 }
      add("darkroom-line-start", to: ["^A", "\\e[H", "\\eOH", "\\e[1~", "\\e[7~"]) { edit, _ in
        TerminalPrompt.of(edit)?.move { $0.line.lowerBound } ?? 0
      }
      add("darkroom-line-end", to: ["^E", "\\e[F", "\\eOF", "\\e[4~", "\\e[8~"]) { edit, _ in
        TerminalPrompt.of(edit)?.move { $0.line.upperBound } ?? 0
      }
      add("darkroom-delete", to: ["\\e[3~"]) { edit, _ in TerminalPrompt.of(edit)?.deleteNext() ?? 0 }
      add("darkroom-delete-to-line-end", to: ["^K"]) { edit, _ in TerminalPrompt.of(edit)?.deleteToLineEnd() ?? 0 }
      add("darkroom-suspend", to: ["^Z"]) { edit, _ in
        TerminalPrompt.of(edit)?.suspend()
        return UInt8(CC_REDISPLAY)
      }
      add("darkroom-paste", to: ["\\e[200~"]) { edit, _ in TerminalPrompt.of(edit)?.paste() ?? 0 }
      add("darkroom-own-order", to: [OwnKey.order.binding, "\\e[201~"]) { edit, _ in
        TerminalPrompt.of(edit)?.order() ?? 0
      }
      add("darkroom-own-accept", to: [OwnKey.accept.binding]) { edit, _ in TerminalPrompt.of(edit)?.accept() ?? 0 }
      add("darkroom-own-abandon", to: [OwnKey.abandon.binding]) { edit, _ in TerminalPrompt.of(edit)?.abandon() ?? 0 }
      add("darkroom-own-list", to: [OwnKey.list.binding]) { edit, _ in TerminalPrompt.of(edit)?.list() ?? 0 }
      let builtIn: [(String, [String])] = [
        ("em-inc-search-prev", ["^R"]), ("em-inc-search-next", ["^S"]), ("ed-clear-screen", ["^L"]),
        ("ed-prev-history", ["^P"]), ("ed-next-history", ["^N"]),
        ("ed-search-prev-history", ["\\e[5~"]), ("ed-search-next-history", ["\\e[6~"]),
        ("ed-next-char", ["\\e[C", "\\eOC"]), ("ed-prev-char", ["\\e[D", "\\eOD"]),
        ("em-next-word", ["\\e[1;5C", "\\e[1;3C", "\\eOc", "\\e[5C", "\\e\\e[C"]),
        ("ed-prev-word", ["\\e[1;5D", "\\e[1;3D", "\\eOd", "\\e[5D", "\\e\\e[D"]),
        ("ed-delete-prev-word", ["^W", "\\e^?", "\\e^H"]), ("em-delete-next-word", ["\\e[3;5~"]),
      ]
      for (function, keys) in builtIn {
        for key in keys { bind(key, to: function) }
      }
    }

    private func add(_ name: String, to keys: [String], _ function: Function) {
      name.withWideCharacters { _ = edit_add_function(edit, keep(name: $0), function) }
      for key in keys { bind(key, to: name) }
    }

    private func bind(_ key: String, to function: String) {
      key.withWideCharacters { key in
        function.withWideCharacters { _ = edit_bind(edit, key, $0) }
      }
    }

    /// Ends the entry, or goes on with its next line.
    private func enter() -> UInt8 {
      if !input.isWaiting { outdentLastLine() }
      return switch completeness(entry.text) {
      case .complete, .wrong: finish(.accept)
      case .incomplete(let indent):
        // What is pasted without saying so has its own indentation, and is there already.
        breakLine(indent: input.isWaiting ? 0 : indent)
      }
    }

    /// Indents the entry's last line less where it ends a block, and is indented as it was when it began.
    private func outdentLastLine() {
      var entry = entry
      let line = entry.line
      guard entry.cursor == entry.characters.count, line.lowerBound > 0 else { return }
      let before = ContinuationMarks.Buffer(characters: Array(entry.characters[..<(line.lowerBound - 1)]), cursor: 0)
      let written = entry.characters[line].drop { $0 == " " }
      let spaces = line.count - written.count
      guard case .incomplete(spaces) = completeness(before.text) else { return }
      let fewer = min(spaces, outdent(String(String.UnicodeScalarView(written))))
      guard fewer > 0 else { return }
      entry.characters.removeSubrange(line.lowerBound..<(line.lowerBound + fewer))
      entry.cursor = entry.characters.count
      self.entry = entry
    }

    private func breakLine(indent: Int) -> UInt8 {
      entry.insert(("\n" + String(repeating: " ", count: max(0, min(indent, 200)))).unicodeScalars)
      return Self.changed
    }

    /// Moves the cursor to the end, and then does what ends the entry.
    private func finish(_ key: OwnKey) -> UInt8 {
      entry.cursor = entry.characters.count
      press(key)
      return Self.changed
    }

    private func accept() -> UInt8 {
      result = .text(entry.text)
      write("\r\n")
      return Self.finished
    }

    private func abandon() -> UInt8 {
      result = .abandoned
      write("^C\r\n")
      return Self.finished
    }

    private func endOrDelete() -> UInt8 {
      guard entry.characters.isEmpty else { return deleteNext() }
      result = .end
      write("\r\n")
      return UInt8(CC_EOF)
    }

    private func deleteNext() -> UInt8 {
      var entry = entry
      guard entry.cursor < entry.characters.count else { return Self.refused }
      entry.characters.remove(at: entry.cursor)
      self.entry = entry
      return Self.changed
    }

    private func deleteToLineEnd() -> UInt8 {
      var entry = entry
      let end = entry.line.upperBound
      guard entry.cursor < entry.characters.count else { return Self.refused }
      // At the end of a line, what is deleted is the line end.
      entry.characters.removeSubrange(entry.cursor..<max(end, entry.cursor + 1))
      self.entry = entry
      return Self.changed
    }

    /// A line up or down, or beyond the first and the last one an entry of the history.
    private func move(lines: Int) -> UInt8 {
      var entry = entry
      if entry.moveVertically(lines) {
        self.entry = entry
        return Self.moved
      }
      press(lines < 0 ? "\u{10}" : "\u{E}")
      return Self.unchanged
    }

    private func move(to place: (ContinuationMarks.Buffer) -> Int) -> UInt8 {
      entry.cursor = place(entry)
      return Self.moved
    }

    /// Puts prompts and cursor in order after a key that knows nothing of them.
    private func order() -> UInt8 {
      let ordered = entry
      entry = ordered
      return Self.changed
    }

    /// Takes what is pasted; where it ends a line, and the entry, that is as if Enter were typed.
    private func paste() -> UInt8 {
      var text = PastedText.text(of: input.bytes(until: PastedText.end), without: marks)
      var entry = entry
      let ends = text.hasSuffix("\n") && entry.cursor == entry.characters.count
      while ends, text.hasSuffix("\n") { text.removeLast() }
      entry.insert(text.unicodeScalars)
      self.entry = entry
      return ends ? enter() : Self.changed
    }

    private func complete() -> UInt8 {
      var entry = entry
      let found = completions(entry.text, entry.utf8Cursor)
      let start = entry.place(utf8: found.range.lowerBound)
      let end = max(start, entry.place(utf8: found.range.upperBound))
      var current = ContinuationMarks.Buffer(text: "")
      current.insert(entry.characters[start..<end])
      let next = end < entry.characters.count ? Character(entry.characters[end]) : nil
      switch found.outcome(replacing: current.text, before: next) {
      case .nothing: return Self.refused
      case .replacement(let text):
        entry.characters.removeSubrange(start..<end)
        entry.cursor = start
        entry.insert(text.withoutControls.unicodeScalars)
        self.entry = entry
        return Self.changed
      case .list:
        listed = (found.candidates, entry.cursor)
        return finish(.list)
      }
    }

    private func list() -> UInt8 {
      let list = CandidateList(candidates: listed.candidates, columns: screen.columns, rows: screen.rows)
      write("\r\n" + list.lines.map { $0 + "\r\n" }.joined())
      entry.cursor = min(listed.cursor, entry.characters.count)
      edit_draw(edit)
      return Self.unchanged
    }
  }

  extension TerminalPrompt.OwnKey {
    /// The key as libedit writes it where keys are bound.
    fileprivate var binding: String { rawValue.replacing("\u{1B}", with: "\\e") }
  }
#endif
