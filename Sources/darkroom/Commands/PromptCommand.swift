import ArgumentParser
import Basics
import LineEditing
import ScriptLanguage
import ScriptRuntime
import TerminalPictures

/// `darkroom` alone: a prompt where the lines of a script are typed one by one, on the same session that runs scripts.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open a prompt; the same as no command at all.",
    discussion: """
      Tab completes, and goes through what there is to choose from; Up and Down go through what was entered that begins \
      as the line does, Ctrl-R searches it, Right takes what is shown behind the cursor. `train?` explains, `!ls` asks \
      the shell, `_` is the value that was shown last. Ctrl-C clears the line, or stops what runs, a training after its \
      batch; Ctrl-D leaves, and so does `exit`. What is entered is kept in $XDG_STATE_HOME/darkroom/history.

      $XDG_CONFIG_HOME/darkroom/init.darkroom is run first, where it is. In it, `theme = "dark"` and `pictures = "text"` say \
      how figures are drawn, and shown in the terminal.
      """)

  @Argument(help: ArgumentHelp("A script that is run first, in the same session.", valueName: "file"))
  var file: String?

  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    Signals.block(Interrupts.signals)
    let script = try file.map { try ScriptFile(path: $0) }
    let surroundings = Surroundings()
    let stop = StopFlag()
    let console = Console(
      options: options, scriptFolder: script?.folder ?? ".", figureName: "figure", isPrompt: true, stop: stop)
    let remarks = Terminal(descriptor: 2, allowsColor: surroundings.allowsColor)
    let isInteractive = Terminal(descriptor: 0, allowsColor: false).isInteractive && remarks.isInteractive
    // Before the editor is made, which knows the terminal's modes from here on.
    let echo = isInteractive ? TerminalEcho(offAt: 0) : nil
    defer { echo?.restore() }
    let editor = LineEditor(
      historyPath: isInteractive ? surroundings.historyPath : nil,
      colors: surroundings.allowsColor, output: remarks.descriptor)
    console.figures?.takeTyped = { editor.takeAsTyped($0) }
    editor.completions = { text, cursor in console.session.completions(in: text, at: cursor).forLineEditor(in: text) }
    editor.outdent = { line in line == "end" ? 4 : 0 }
    editor.styles = EntryColors.styles
    editor.offers = { Session.completeness(of: $0) != .wrong }
    if isInteractive { remarks.write("\(Version.short). `help` lists the commands; Ctrl-D leaves.\n") }
    var toldOfHistory = false
    let interrupts = Interrupts(stopping: stop, isPrompt: true)
    interrupts.start(
      beforeLeaving: { echo?.restore() },
      announcing: { [isQuiet = options.quiet] in if !isQuiet { remarks.announce($0) } })
    /// Leaves the terminal to something else for a while, which Ctrl-C is for.
    func leavingTerminal<Result>(_ body: () -> Result) -> Result {
      interrupts.rest()
      echo?.restore()
      defer {
        echo?.takeAgain()
        interrupts.work()
      }
      return body()
    }
    if isInteractive {
      console.output.paging = { text in leavingTerminal { ShellCommand.page(text) } }
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
    func tellOfLeaving() {
      guard isInteractive, console.session.hasUnsavedWork else { return }
      console.output.note(
        "what was entered is not saved: `save session \"lesson.darkroom\"` would have made a script of it"
          + (console.session.settings.keeping.store == nil ? "" : "; its trainings are kept, and are not done twice"))
    }
    interrupts.work()
    if isInteractive { console.readInitialScript(at: surroundings.initialScriptPath, options: options) }
    if let script { console.run(script.source) }
    while true {
      if let signal = interrupts.ending { throw ExitStatus.endedBy(signal).asError }
      if let failure = editor.historyFailure, !toldOfHistory {
        toldOfHistory = true
        console.output.complain("\(failure)")
      }
      interrupts.rest()
      let prompt = "In [\(console.session.history.nextNumber)]: "
      let entry = editor.readEntry(
        prompt: prompt, continuation: String(repeating: " ", count: max(0, prompt.count - 5)) + "...: ",
        completeness: { isInteractive && $0.isForShell ? .complete : Session.completeness(of: $0).forLineEditor })
      interrupts.work()
      switch entry {
      case .text(let text) where isInteractive && console.isLeaving(text): return tellOfLeaving()
      case .text(let text) where isInteractive && text.isForShell:
        let status = leavingTerminal { ShellCommand.run(String(text.trimmingBlanks().dropFirst())) }
        if status == nil { console.output.complain("the shell cannot be started") }
      case .text(let text) where text == "?": console.enter("help")
      case .text(let text) where isInteractive && console.habit(in: text) != nil:
        if let answer = console.habit(in: text) { console.output.complain(answer) }
        editor.disownLastEntry()
      case .text(let text) where text.contains { !$0.isWhitespace }:
        if !console.enter(text) { editor.disownLastEntry() }
      case .text, .abandoned: continue
      case .end: return tellOfLeaving()
      }
    }
  }
}

extension String {
  /// Whether an entry is a line for the shell: `!ls`.
  fileprivate var isForShell: Bool { trimmingBlanks().hasPrefix("!") && trimmingBlanks().count > 1 }
}

extension Console {
  /// Whether an entry is a word that people type to leave, and no variable has that name.
  fileprivate func isLeaving(_ text: String) -> Bool {
    var word = text.filter { !$0.isWhitespace }
    if word.hasSuffix("()") { word.removeLast(2) }
    return ["exit", "quit"].contains(word) && session.variables[word] == nil
  }

  /// What is answered to a line that is meant for the shell; nil for any other.
  fileprivate func habit(in text: String) -> String? {
    ShellHabit.answer(to: text) { session.variables[$0] != nil }
  }

  /// Runs what was typed; a mistake is told, and the session goes on. Says whether there was none.
  @discardableResult
  fileprivate func enter(_ text: String) -> Bool {
    telling { () throws(ScriptFailure) in try session.enter(text) }
  }

  /// Runs a script before the first prompt.
  fileprivate func run(_ source: SourceText) {
    telling { () throws(ScriptFailure) in try session.run(session.check(source)) }
  }

  @discardableResult
  private func telling(_ body: () throws(ScriptFailure) -> Void) -> Bool {
    do throws(ScriptFailure) {
      try body()
      return true
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics): output.report(diagnostics)
      case .failed(let diagnostic): output.report([diagnostic])
      case .interrupted:
        output.note("interrupted; the session stays")
        return true
      }
      return false
    }
  }

  /// Runs the script that people keep for every prompt, where there is one, and takes `theme` and `pictures` from it.
  fileprivate func readInitialScript(at path: String?, options: SessionOptions) {
    guard let path, Folders.holdFile(path) else { return }
    do {
      run(try ScriptFile(path: path).source)
    } catch {
      output.complain("\(error)")
    }
    if let theme = session.takeText("theme"), !session.setTheme(theme) {
      output.complain("\(path) sets `theme` to “\(theme)”, and there is none of that name")
    }
    guard let word = session.takeText("pictures"), options.pictures == nil else { return }
    if word == "auto" { return }
    guard let pictures = PictureProtocol(word: word) else {
      return output.complain(
        "\(path) sets `pictures` to “\(word)”, and not to auto, kitty, iterm2, sixel, text, blocks or off")
    }
    figures?.choice.pictures = pictures
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
    case .open(let indent): .open(mark: "\\", indent: indent.count)
    case .wrong: .wrong
    }
  }
}
