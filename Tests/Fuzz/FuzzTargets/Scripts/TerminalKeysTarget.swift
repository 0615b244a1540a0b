import Basics
import Glibc
import LineEditing
import ScriptRuntime
import Training

/// Keys typed at the prompt in a terminal, with all that they do there: editing, completion, search, history.
enum TerminalKeysTarget: FuzzTarget {
  static let name = "terminal-keys"
  static let words =
    ScriptWords.all + [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[3~", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[1;5D",
      "\u{1B}[9003~", "\t", "\r", "\u{12}", "\u{B}", "\u{17}", "\u{16}", "\u{1B}\r",
    ]

  static func run(_ bytes: [UInt8]) {
    guard let terminal = FuzzedTerminal.shared else { return }
    let stop = StopFlag()
    let session = Session(
      settings: BoundedSession.settings(folder: ScratchFolder.path), output: SilentOutput(stop: stop), stop: stop)
    terminal.use { descriptor in
      let editor = LineEditor(
        colors: false, terminalName: "xterm", input: descriptor, output: descriptor)
      editor.outdent = { $0 == "end" ? 4 : 0 }
      editor.completions = { text, place in
        let found = session.completions(in: text, at: place)
        let words = found.candidates.map { LineEditing.Completions.Candidate(text: $0.text, summary: $0.summary) }
        return LineEditing.Completions(range: found.range, candidates: words)
      }
      // Ctrl-Z would stop the fuzzer.
      editor.takeAsTyped(bytes.filter { $0 != 0x1A } + FuzzedTerminal.ending)
      var entries = 0
      while entries < 16,
        editor.readEntry(prompt: "> ", continuation: ". ", completeness: PromptCompleteness.of) != .end
      {
        entries += 1
      }
    }
  }
}
