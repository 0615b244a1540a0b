#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the lines typed so far are, to whoever is to run them.
public enum Completeness: Hashable, Sendable {
  /// The entry can be run.
  case complete
  /// The entry goes on; its next line begins with that many spaces.
  case incomplete(indent: Int)
  /// The last line goes on, once it ends with a mark that says so; its next line begins with that many spaces.
  case open(mark: String, indent: Int)
  /// The entry is wrong as it stands, and no further line mends it.
  case wrong
}

/// What came of a prompt.
public enum Entry: Hashable, Sendable {
  /// Text of one or more lines, without a line end behind it.
  case text(String)
  /// The user dropped what was typed.
  case abandoned
  /// The input is at its end.
  case end
}

/// A prompt that reads entries of one or more lines.
///
/// At a terminal whose cursor can be moved, lines are edited, completed and recalled; the terminal is in the mode that this
/// needs only inside `readEntry`. Otherwise lines are read as they come: at a terminal behind a prompt, from a file or a
/// pipe without one. Text is UTF-8, whatever the locale. An editor belongs to the thread that made it.
public final class LineEditor {
  /// Finds what the word at the cursor could become, from the whole entry and the cursor's offset in its UTF-8.
  public var completions: (_ text: String, _ cursor: Int) -> Completions = { _, cursor in
    Completions(range: cursor..<cursor, candidates: [])
  }

  /// How many spaces less than the lines before it a line is indented, as the one is that ends a block; Enter behind such
  /// a line takes them away where they stand as the editor put them there.
  public var outdent: (_ line: String) -> Int = { _ in 0 }

  /// Finds the pieces of an entry that have a colour: their UTF-8, in order, and the parameter of the code for it.
  public var styles: (_ text: String) -> [(range: Range<Int>, code: String)] = { _ in [] }

  /// Whether an earlier entry may be offered behind the cursor, as one may that can be read; all of them can be gone
  /// through.
  public var offers: (_ entry: String) -> Bool = { _ in true }

  /// Why the history's file could not be read or written, if it could not.
  public private(set) var historyFailure: HistoryFileError?

  private let input: DescriptorInput
  private let output: Int32
  private let historyFile: HistoryFile?
  private var lastEntry: String?
  private let terminal: TerminalPrompt?

  /// An editor over two descriptors.
  ///
  /// The history's file is made where there is none, with its folder, for its owner alone. Where the terminal's kind is
  /// not given, TERM says it.
  public init(
    historyPath: String? = nil, historyLength: Int = 2000, colors: Bool = true,
    terminalName: String? = nil, input: Int32 = 0, output: Int32 = 1
  ) {
    precondition(historyLength > 0, "a history keeps at least one entry")
    self.input = DescriptorInput(input)
    self.output = output
    historyFile = historyPath.map { HistoryFile(path: $0, length: historyLength) }
    terminal = TerminalPrompt(
      terminalName: terminalName, input: self.input, output: output,
      historyLength: historyLength, colors: colors)
    guard let terminal, let historyFile else { return }
    do throws(HistoryFileError) {
      let entries = try historyFile.entries()
      for entry in entries { terminal.history.remember(entry) }
      lastEntry = entries.last
    } catch {
      historyFailure = error
    }
  }

  /// Whether lines are edited here, rather than read as they come.
  package var isEditing: Bool {
    terminal != nil
  }

  /// Takes bytes for typed that were read elsewhere, such as what was left over when the terminal was asked something.
  public func takeAsTyped(_ bytes: [UInt8]) {
    input.take(bytes)
  }

  /// Reads an entry, line after line until it is complete or wrong.
  ///
  /// The cursor is at the start of a line afterwards, and the terminal in the mode that it was in. Prompts are a line
  /// each, without escape codes.
  public func readEntry(
    prompt: String, continuation: String, completeness: @escaping (String) -> Completeness
  ) -> Entry {
    fflush(nil)
    if let terminal {
      terminal.completeness = completeness
      terminal.completions = completions
      terminal.outdent = outdent
      terminal.styles = styles
      terminal.offers = offers
      terminal.recalls = true
      let entry = terminal.readEntry(prompt: prompt, continuation: continuation)
      if case .text(let text) = entry { remember(text) }
      return entry
    }
    let shows = input.isTerminal && isatty(output) == 1
    let prompts = shows ? (first: prompt, next: continuation) : nil
    return PlainPrompt(input: input, output: output, prompts: prompts).readEntry(completeness: completeness)
  }

  /// Reads one line that is no entry: it is neither completed nor remembered.
  public func readLine(prompt: String) -> Entry {
    fflush(nil)
    if let terminal {
      terminal.completeness = { _ in .complete }
      terminal.completions = { _, cursor in Completions(range: cursor..<cursor, candidates: []) }
      terminal.styles = { _ in [] }
      terminal.recalls = false
      return terminal.readEntry(prompt: prompt, continuation: prompt)
    }
    let prompts = input.isTerminal && isatty(output) == 1 ? (first: prompt, next: prompt) : nil
    return PlainPrompt(input: input, output: output, prompts: prompts).readEntry(completeness: { _ in .complete })
  }

  /// Takes note that the entry read last was wrong: it can be gone through, and is no longer offered.
  public func disownLastEntry() {
    if let lastEntry { terminal?.history.disown(lastEntry) }
  }

  /// Keeps an entry for this session and the next ones, without the blank lines that end a block.
  private func remember(_ entry: String) {
    guard let last = entry.lastIndex(where: { !$0.isWhitespace }) else { return }
    let text = String(entry[...last])
    terminal?.history.remember(text)
    guard text != lastEntry else { return }
    lastEntry = text
    do throws(HistoryFileError) {
      try historyFile?.append(text)
    } catch {
      historyFailure = error
    }
  }
}
