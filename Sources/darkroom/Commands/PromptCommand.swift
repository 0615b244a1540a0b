import ArgumentParser
import Basics
import LineEditing
import ScriptLanguage
import ScriptRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `darkroom` alone: a prompt where the lines of a script are typed one by one, on the same session that runs scripts.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open a prompt; the same as no command at all.",
    discussion: """
      Tab completes, Up and Down go through what was entered, Ctrl-R searches it, `train?` explains. Ctrl-C clears the \
      line, or stops what runs, a training after its batch; Ctrl-D leaves, and so \
      does `exit`. What is entered is kept in \
      $XDG_STATE_HOME/darkroom/history.
      """)

  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    Signals.block(Interrupts.signals)
    setlocale(LC_CTYPE, "")
    let surroundings = Surroundings()
    let stop = StopFlag()
    let console = Console(options: options, scriptFolder: ".", figureName: "figure", isPrompt: true, stop: stop)
    let remarks = Terminal(descriptor: 2, allowsColor: surroundings.allowsColor)
    let isInteractive = Terminal(descriptor: 0, allowsColor: false).isInteractive && remarks.isInteractive
    // Before the editor is made, which knows the terminal's modes from here on.
    let echo = isInteractive ? TerminalEcho(offAt: 0) : nil
    defer { echo?.restore() }
    let editor = LineEditor(
      programName: "darkroom", historyPath: isInteractive ? surroundings.historyPath : nil,
      colors: surroundings.allowsColor, output: remarks.descriptor)
    console.figures?.takeTyped = { editor.takeAsTyped($0) }
    editor.completions = { text, cursor in console.session.completions(in: text, at: cursor).forLineEditor(in: text) }
    editor.outdent = { line in line == "end" ? 4 : 0 }
    if isInteractive { remarks.write("\(Version.short). `help` lists the commands; Ctrl-D leaves.\n") }
    var toldOfHistory = false
    let interrupts = Interrupts(stopping: stop, isPrompt: true)
    interrupts.start(
      beforeLeaving: { echo?.restore() },
      announcing: { [isQuiet = options.quiet] in if !isQuiet { remarks.announce($0) } })
    if isInteractive {
      console.output.asking = { prompt in
        interrupts.rest()
        defer { interrupts.work() }
        switch editor.readLine(prompt: prompt) {
        case .text(let typed): return typed
        case .abandoned: stop.set()
        case .end: break
        }
        return nil
      }
    }
    while true {
      if let failure = editor.historyFailure, !toldOfHistory {
        toldOfHistory = true
        console.output.complain("\(failure)")
      }
      interrupts.rest()
      let prompt = "In [\(console.session.history.nextNumber)]: "
      let entry = editor.readEntry(
        prompt: prompt, continuation: String(repeating: " ", count: max(0, prompt.count - 5)) + "...: ",
        completeness: { Session.completeness(of: $0).forLineEditor })
      interrupts.work()
      switch entry {
      case .text(let text) where isInteractive && console.isLeaving(text): return
      case .text(let text) where text == "?": console.enter("help")
      case .text(let text) where text.contains { !$0.isWhitespace }: console.enter(text)
      case .text, .abandoned: continue
      case .end: return
      }
      if let signal = interrupts.ending { throw ExitStatus.endedBy(signal).asError }
    }
  }
}

extension Console {
  /// Whether an entry is a word that people type to leave, and no variable has that name.
  fileprivate func isLeaving(_ text: String) -> Bool {
    let word = text.filter { !$0.isWhitespace }
    return ["exit", "quit"].contains(word) && session.variables[word] == nil
  }

  /// Runs what was typed; a mistake is told, and the session goes on.
  fileprivate func enter(_ text: String) {
    do throws(ScriptFailure) {
      try session.enter(text)
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics): output.report(diagnostics)
      case .failed(let diagnostic): output.report([diagnostic])
      case .interrupted: output.note("interrupted; the session stays")
      }
    }
  }
}

extension ScriptRuntime.Completions {
  /// The same words, as the line editor offers them.
  ///
  /// The only file that a quoted text could name closes the quotes.
  fileprivate func forLineEditor(in text: String) -> LineEditing.Completions {
    var words = candidates.map { LineEditing.Completions.Candidate(text: $0.text, summary: $0.summary) }
    if candidates.count == 1, candidates[0].kind == .path, !candidates[0].text.hasSuffix("/") {
      let line = text.utf8.prefix(range.lowerBound).reversed().prefix { $0 != UInt8(ascii: "\n") }
      let quotes = line.count { $0 == UInt8(ascii: "\"") }
      let isClosed = text.utf8.dropFirst(range.upperBound).first == UInt8(ascii: "\"")
      if quotes % 2 == 1, !isClosed { words[0].text += "\"" }
    }
    return LineEditing.Completions(range: range, candidates: words)
  }
}

extension Session.Completeness {
  /// The same, as the line editor asks for it.
  fileprivate var forLineEditor: LineEditing.Completeness {
    switch self {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent.count)
    case .wrong: .wrong
    }
  }
}
