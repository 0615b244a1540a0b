/// What the keys do.
extension TerminalPrompt {
  /// How many changes can be undone.
  private static let mostUndone = 200

  /// Does what a key says; gives the entry once it has ended.
  func press(_ key: Key) -> Entry? {
    if search != nil, pressSearching(key) { return nil }
    if menu != nil, pressInMenu(key) { return nil }
    let wasCompleted = endsCompletion
    endsCompletion = false
    switch key {
    // Who types `=` right behind a completed `latent=` means that one.
    case .text(let text) where wasCompleted && text.first == "=": edit { $0.insert(String(text.dropFirst())) }
    case .text(let text): edit { $0.insert(text) }
    case .paste(let bytes): return paste(PastedText.text(of: bytes))
    case .enter: return enter()
    case .lineBreak: edit { $0.insert("\n") }
    case .tab: complete()
    case .up, .control("P"): moveVertically(-1, isKeyOfLines: key == .up)
    case .down, .control("N"): moveVertically(1, isKeyOfLines: key == .down)
    case .pageUp: recall(-1)
    case .pageDown: recall(1)
    case .left, .control("B"): buffer.cursor = max(0, buffer.cursor - 1)
    case .right, .control("F"): moveRight(to: min(buffer.cursor + 1, buffer.characters.count)) { $0 }
    case .wordLeft, .alt("b"): buffer.cursor = buffer.wordStart
    case .wordRight, .alt("f"): moveRight(to: buffer.wordEnd, taking: Self.firstWord)
    case .home, .control("A"): buffer.cursor = buffer.line.lowerBound
    case .end, .control("E"): moveRight(to: buffer.line.upperBound) { $0 }
    case .control("R"), .control("S"): search = HistorySearch(from: buffer)
    case .control("C"): return finish(.abandoned, showing: "^C")
    case .control("D") where buffer.characters.isEmpty: return finish(.end, showing: "")
    case .control("L"): clearScreen()
    case .control("Z"): suspend()
    case .control("_"): undo()
    default: delete(key)
    }
    return nil
  }

  /// The keys that take something away, or bring it back.
  private func delete(_ key: Key) {
    let (cursor, count, line) = (buffer.cursor, buffer.characters.count, buffer.line)
    switch key {
    case .backspace, .control("H"): remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("D"): remove(cursor..<min(cursor + 1, count))
    case .backspaceWord, .control("W"): take(buffer.wordStart..<cursor)
    case .deleteWord, .alt("d"): take(cursor..<buffer.wordEnd)
    // At the end of a line, what is deleted is the line end.
    case .control("K"): take(cursor..<min(count, max(line.upperBound, cursor + (cursor == line.upperBound ? 1 : 0))))
    case .control("U"): take(line.lowerBound..<cursor)
    case .control("Y"): edit { $0.insert(cut) }
    default: break
    }
  }

  private func remove(_ range: Range<Int>) {
    if !range.isEmpty { edit { $0.remove(range) } }
  }

  private func take(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    edit { cut = $0.remove(range) }
  }

  /// Changes the entry, so that the change can be undone.
  private func edit(_ change: (inout LineBuffer) -> Void) {
    earlier.append(buffer)
    if earlier.count > Self.mostUndone { earlier.removeFirst() }
    change(&buffer)
    history.rest()
  }

  private func undo() {
    if let last = earlier.popLast() { buffer = last }
    history.rest()
  }

  // MARK: Moving

  /// Moves the cursor to the right; at the end of the entry it takes of what the history goes on with.
  private func moveRight(to place: Int, taking part: (String) -> String) {
    if buffer.isAtEnd, let ghost {
      edit { $0.insert(part(ghost)) }
    } else {
      buffer.cursor = place
    }
  }

  /// A text up to the end of its first word.
  private static func firstWord(of text: String) -> String {
    var buffer = LineBuffer(text)
    buffer.cursor = 0
    return String(buffer.characters[..<buffer.wordEnd])
  }

  /// A line up or down, or beyond the first and the last one an entry of the history.
  private func moveVertically(_ lines: Int, isKeyOfLines: Bool) {
    if isKeyOfLines, buffer.moveVertically(lines) { return }
    recall(lines)
  }

  private func recall(_ step: Int) {
    guard recalls, let entry = history.step(step, from: buffer.text) else { return }
    buffer = LineBuffer(entry)
  }

  // MARK: Searching

  /// A key while the history is searched: false where it ends the search and then does what it always does.
  private func pressSearching(_ key: Key) -> Bool {
    guard var search else { return false }
    switch key {
    case .text(let text): search.type(text, in: history)
    case .backspace, .control("H"): search.deleteLast(in: history)
    case .control("R"), .up: search.goOn(in: history)
    case .control("C"), .control("G"), .escape:
      buffer = search.original
      self.search = nil
      return true
    default:
      buffer = search.shown
      self.search = nil
      return false
    }
    self.search = search
    return true
  }

  // MARK: Completing

  private func complete() {
    let found = completions(buffer.text, buffer.utf8Cursor)
    let start = buffer.place(utf8: found.range.lowerBound)
    let end = max(start, buffer.place(utf8: found.range.upperBound))
    let current = String(buffer.characters[start..<end])
    let next = end < buffer.characters.count ? buffer.characters[end] : nil
    switch found.outcome(replacing: current, before: next) {
    case .nothing: break
    case .replacement(let text):
      edit { $0.replace(start..<end, with: text.withoutControls) }
      endsCompletion = text.hasSuffix("=")
    case .list: menu = CompletionMenu(candidates: found.candidates, original: buffer, range: start..<end)
    }
  }

  private var isBehindEqualsSign: Bool { buffer.cursor > 0 && buffer.characters[buffer.cursor - 1] == "=" }

  /// A key while a menu is shown; false where it ends the menu and then does what it always does.
  private func pressInMenu(_ key: Key) -> Bool {
    guard var menu else { return false }
    switch key {
    case .tab: buffer = menu.step(1)
    case .backTab: buffer = menu.step(-1)
    case .down where menu.selected != nil: buffer = menu.step(1)
    case .up where menu.selected != nil: buffer = menu.step(-1)
    case .escape, .control("G"):
      buffer = menu.original
      endsCompletion = isBehindEqualsSign
      self.menu = nil
      return true
    case .text:
      endsCompletion = isBehindEqualsSign
      self.menu = nil
      return false
    // The first Enter takes what is chosen.
    case .enter where menu.selected != nil:
      self.menu = nil
      return true
    default:
      self.menu = nil
      return false
    }
    self.menu = menu
    return true
  }

  // MARK: Ending

  /// Ends the entry, or goes on with its next line.
  private func enter() -> Entry? {
    // What is pasted without saying so has its own indentation, and is there already.
    let isPasted = input.isWaiting
    if !isPasted { outdentLastLine() }
    switch completeness(buffer.text) {
    case .complete, .wrong: return accept()
    case .incomplete(let indent): breakLine(indent: isPasted ? 0 : indent)
    case .open(let mark, let indent):
      if isPasted { return accept() }
      let before = buffer.line.upperBound
      buffer.cursor = before
      edit { $0.insert((($0.characters.last?.isWhitespace ?? true) ? "" : " ") + mark) }
      breakLine(indent: indent)
    }
    return nil
  }

  private func accept() -> Entry {
    let text = buffer.text
    return finish(.text(text), showing: "")
  }

  private func breakLine(indent: Int) {
    edit { $0.insert("\n" + String(repeating: " ", count: max(0, min(indent, 200)))) }
  }

  /// Indents the entry's last line less where it ends a block, and is indented as it was when it began.
  private func outdentLastLine() {
    let line = buffer.line
    guard buffer.isAtEnd, line.lowerBound > 0 else { return }
    let before = String(buffer.characters[..<(line.lowerBound - 1)])
    let written = buffer.characters[line].drop { $0 == " " }
    let spaces = line.count - written.count
    guard case .incomplete(spaces) = completeness(before) else { return }
    let fewer = min(spaces, outdent(String(written)))
    guard fewer > 0 else { return }
    buffer.remove(line.lowerBound..<(line.lowerBound + fewer))
    buffer.cursor = buffer.characters.count
  }

  /// Takes what is pasted; where it ends a line, and the entry, that is as if Enter were typed.
  private func paste(_ pasted: String) -> Entry? {
    var text = pasted
    let ends = text.hasSuffix("\n") && buffer.isAtEnd
    while ends, text.hasSuffix("\n") { text.removeLast() }
    edit { $0.insert(text) }
    return ends ? enter() : nil
  }
}
