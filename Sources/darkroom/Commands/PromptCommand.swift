import ArgumentParser
import ScriptLanguage
import ScriptRuntime

/// `darkroom` alone: a prompt where the lines of a script are typed one by one, on the same session that runs scripts.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open a prompt; the same as no command at all.")

  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    let console = Console(options: options, scriptFolder: ".", figureName: "figure")
    let isInteractive = Terminal(descriptor: 0, allowsColor: false).isInteractive
    let terminal = Terminal(descriptor: 2, allowsColor: false)
    if isInteractive { terminal.write("\(Version.short). `help` lists the commands; Ctrl-D leaves.\n") }
    console.interrupts.start()
    var number = 1
    while true {
      console.interrupts.isIdle = true
      let entry = Self.entry(number: number, prompting: isInteractive ? terminal : nil)
      console.interrupts.isIdle = false
      guard let entry else { break }
      guard entry.contains(where: { !$0.isWhitespace }) else { continue }
      console.runEntry(SourceText(name: "In[\(number)]", text: entry))
      number += 1
    }
    if isInteractive { terminal.write("\n") }
  }

  /// Reads lines until they make a whole statement; nil at the end of the input.
  private static func entry(number: Int, prompting terminal: Terminal?) -> String? {
    let prompt = "In [\(number)]: "
    terminal?.write(prompt)
    guard var text = readLine() else { return nil }
    while case .incomplete = Parser.parse(SourceText(name: "", text: text), commands: CommandTable.vocabulary)
      .completeness
    {
      terminal?.write(String(repeating: " ", count: prompt.count - 5) + "...: ")
      guard let line = readLine() else { break }
      text += "\n" + line
    }
    return text
  }
}

extension Console {
  /// Runs what was typed; a mistake is told, and the session goes on.
  fileprivate func runEntry(_ source: SourceText) {
    do throws(ScriptFailure) {
      try session.run(source)
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics): output.report(diagnostics)
      case .failed(let diagnostic): output.report([diagnostic])
      case .interrupted: output.note("interrupted; the session stays")
      }
    }
    session.stop.clear()
  }
}
