import ArgumentParser
import ScriptLanguage
import ScriptRuntime

/// `darkroom run FILE…`: checks every script, and then runs one after the other, each in a session of its own.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Check scripts, and run them.")

  @Argument(help: ArgumentHelp("A script; - is standard input.", valueName: "file")) var files: [String]
  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    let consoles = try files.map { path in
      let file = try ScriptFile.named(path)
      return (file, Console(options: options, scriptFolder: file.folder, figureName: file.title))
    }
    for (file, console) in consoles { try console.check(file.source) }
    for (file, console) in consoles { try console.run(file.source) }
  }
}

extension Console {
  /// Checks a script, and leaves where it does not check.
  func check(_ source: SourceText) throws {
    let report = session.check(source)
    for problem in report.settingProblems { output.complain(problem) }
    if !report.errors.isEmpty { output.report(report.errors) }
    guard report.errors.isEmpty, report.settingProblems.isEmpty else { throw ExitStatus.wrongUsage.asError }
  }

  /// Runs a script, and ends by naming the figures that it wrote.
  func run(_ source: SourceText) throws {
    interrupts.start()
    do throws(ScriptFailure) {
      try session.run(source)
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics):
        output.report(diagnostics)
        throw ExitStatus.wrongUsage.asError
      case .failed(let diagnostic):
        output.report([diagnostic])
        throw ExitStatus.failed.asError
      case .interrupted:
        output.note("interrupted")
        throw ExitStatus.interrupted.asError
      }
    }
    guard !output.figurePaths.isEmpty else { return }
    output.note("\nfigures:\n" + output.figurePaths.map { "  " + $0 }.joined(separator: "\n"))
  }
}

extension ScriptFile {
  /// Reads a script, and leaves with what is wrong where that fails.
  static func named(_ path: String) throws -> ScriptFile {
    do {
      return try ScriptFile(path: path)
    } catch {
      Terminal(descriptor: 2, allowsColor: false).write("darkroom: error: \(error)\n")
      throw ExitStatus.wrongUsage.asError
    }
  }
}
