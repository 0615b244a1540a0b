internal import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A prompt at a terminal, whose lines are edited, completed and recalled here.
///
/// After each key the entry is drawn anew from its first row, in one write: prompt, text in its colours, what the history
/// would go on with, and below it a menu or the line of a search.
final class TerminalPrompt {
  /// How often the window's size is looked at while nothing is typed, in milliseconds.
  private static let patience: Int32 = 200

  let input: DescriptorInput
  let keys: KeyReader
  private let output: Int32
  let colors: Bool
  private var modes = termios()
  private var size = winsize()
  private var prompts = (first: "", next: "")
  /// What was drawn last, and how many of its rows are above the cursor.
  private var drawn: EntryLayout?

  var completeness: (String) -> Completeness = { _ in .complete }
  var completions: (String, Int) -> Completions = { _, cursor in Completions(range: cursor..<cursor, candidates: []) }
  var outdent: (String) -> Int = { _ in 0 }
  /// The pieces of an entry that have a colour: their UTF-8, and the parameter of the code.
  var styles: (String) -> [(range: Range<Int>, code: String)] = { _ in [] }
  var offers: (String) -> Bool = { _ in true }
  /// Whether the history goes on with what is typed.
  var recalls = true

  var history: HistoryRecall
  var buffer = LineBuffer()
  var menu: CompletionMenu?
  var search: HistorySearch?
  /// Whether what stands before the cursor was completed just now, and ends with `=`.
  var endsCompletion = false
  /// What was cut last.
  var cut = ""
  /// What the entry was before each change, for undoing.
  var earlier: [LineBuffer] = []

  /// A prompt over two descriptors, or nil where they are no terminal, or one whose cursor cannot be moved.
  init?(terminalName: String?, input: DescriptorInput, output: Int32, historyLength: Int, colors: Bool) {
    guard input.isTerminal, isatty(output) == 1, tcgetattr(input.descriptor, &modes) == 0 else { return nil }
    let name = terminalName ?? getenv("TERM").map { String(cString: $0) } ?? ""
    if ["", "dumb", "unknown", "emacs"].contains(name) { return nil }
    self.input = input
    self.output = output
    self.colors = colors
    keys = KeyReader(input: input)
    history = HistoryRecall(length: historyLength)
  }

  func readEntry(prompt: String, continuation: String) -> Entry {
    prompts = (prompt.withoutControls, continuation.withoutControls)
    buffer = LineBuffer()
    (menu, search, drawn, earlier) = (nil, nil, nil, [])
    history.rest()
    guard tcgetattr(input.descriptor, &modes) == 0 else { return .end }
    takeTerminal()
    defer { leaveTerminal() }
    _ = ioctl(output, UInt(TIOCGWINSZ), &size)
    draw()
    while true {
      var arrival = input.wait(milliseconds: Self.patience)
      while arrival == .nothing {
        followWindow()
        arrival = input.wait(milliseconds: Self.patience)
      }
      guard arrival == .bytes, let key = keys.next() else { return finish(.end, showing: "") }
      followWindow()
      if let entry = press(key) { return entry }
      // What is there already is drawn with what follows it.
      if !input.isWaiting { draw() }
    }
  }

  // MARK: The terminal

  /// Ctrl-C and Ctrl-Z come as characters, Ctrl-S is for searching, and nothing shows what is typed but this.
  private func takeTerminal() {
    var raw = modes
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR)
    raw.c_oflag |= tcflag_t(OPOST | ONLCR)
    withUnsafeMutableBytes(of: &raw.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    tcsetattr(input.descriptor, TCSADRAIN, &raw)
    write("\u{1B}[?2004h", to: output)
  }

  private func leaveTerminal() {
    write("\u{1B}[?2004l", to: output)
    tcsetattr(input.descriptor, TCSADRAIN, &modes)
  }

  /// Stops the program, as Ctrl-Z does, with the terminal as it was.
  func suspend() {
    leaveTerminal()
    kill(0, SIGTSTP)
    takeTerminal()
    drawn = nil
  }

  var screen: (columns: Int, rows: Int) {
    (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// Draws the entry anew where the window has changed its size.
  private func followWindow() {
    var now = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &now) == 0, now.ws_col != size.ws_col || now.ws_row != size.ws_row else {
      return
    }
    size = now
    draw()
  }

  // MARK: Drawing

  /// Draws the entry over what was drawn before.
  func draw() {
    let layout = self.layout(hasGhost: true)
    let (columns, height) = screen
    var rows = layout.rows
    var cursor = layout.cursor.row
    // The part with the cursor, where not all of it fits.
    let hidden = max(0, min(cursor - height + 1, rows.count - 1))
    rows = Array(rows[hidden...].prefix(height))
    cursor -= hidden
    let below = self.below(columns: columns, rows: height - rows.count)
    let shown = rows + below
    var text = erasing() + shown.joined(separator: "\r\n")
    let up = shown.count - 1 - cursor
    text +=
      (up > 0 ? "\u{1B}[\(up)A" : "") + "\r"
      + (layout.cursor.column > 0 ? "\u{1B}[\(layout.cursor.column)C" : "")
    write(text, to: output)
    drawn = layout.dropping(hidden)
  }

  /// What takes the cursor to the first row that was drawn, and everything from there off the screen.
  private func erasing() -> String {
    let above = drawn?.rowOfCursor(columns: screen.columns) ?? 0
    return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
  }

  private func layout(hasGhost: Bool) -> EntryLayout {
    var layout = EntryLayout(columns: screen.columns)
    let shown = search?.shown ?? buffer
    let text = shown.text
    var styles = (colors ? self.styles(text) : [])[...]
    layout.add(prompts.first, style: colors ? "32" : nil)
    var offset = 0
    for (place, character) in shown.characters.enumerated() {
      if place == shown.cursor { layout.markCursor() }
      while let first = styles.first, first.range.upperBound <= offset { styles.removeFirst() }
      let style = styles.first.flatMap { $0.range.contains(offset) ? $0.code : nil }
      layout.add(character, style: style)
      if character == "\n" { layout.add(prompts.next, style: colors ? "32" : nil) }
      offset += character.utf8.count
    }
    if shown.isAtEnd { layout.markCursor() }
    if hasGhost, let ghost { layout.add(ghost, style: "90") }
    layout.finish()
    return layout
  }

  /// What the history goes on with behind the cursor, where that can be told from what is typed.
  var ghost: String? {
    guard colors, recalls, buffer.isAtEnd, menu == nil, search == nil else { return nil }
    return history.continuation(of: buffer.text, where: offers)
  }

  private func below(columns: Int, rows: Int) -> [String] {
    if let search { return [search.line.fitting(columns: columns - 1)] }
    guard let menu, rows > 0 else { return [] }
    return menu.lines(columns: columns, rows: rows + 2, colors: colors)
  }

  /// Leaves the entry on the screen as it was typed, with something behind it, and the cursor below it.
  func finish(_ entry: Entry, showing mark: String) -> Entry {
    (menu, search) = (nil, nil)
    buffer.cursor = buffer.characters.count
    var layout = layout(hasGhost: false)
    layout.add(mark)
    write(erasing() + layout.rows.joined(separator: "\r\n") + "\r\n", to: output)
    drawn = nil
    return entry
  }

  /// Begins with an empty screen.
  func clearScreen() {
    write("\u{1B}[H\u{1B}[2J", to: output)
    drawn = nil
  }
}
