import ArgumentParser
import CPlatform
import ScriptLanguage

/// The program: its commands, and the exit codes that scripts and editors go by.
@main struct Darkroom {
  static func main() {
    platform_keep_large_blocks_apart()
    Processor.requireSupported()
    if let name = CommandLine.arguments.dropFirst().first, name.hasSuffix(".darkroom") {
      Complaint.tell("“\(name)” is no command; to run the script, say: darkroom run \(name)")
      ExitStatus.leave(.wrongUsage)
    }
    if let name = CommandLine.arguments.dropFirst().first, let misses = DarkroomCommand.nearMisses(of: name) {
      Complaint.tell(
        "“\(name)” is no command" + (misses.isEmpty ? "" : "; did you mean \(misses)?")
          + "\n`darkroom --help` lists them.")
      ExitStatus.leave(.wrongUsage)
    }
    if let problem = Surroundings().problem {
      Complaint.tell(problem)
      ExitStatus.leave(.wrongUsage)
    }
    do {
      var command = try DarkroomCommand.parseAsRoot(Self.arguments)
      try command.run()
      ExitStatus.leave(.done)
    } catch {
      leave(with: error)
    }
  }

  /// The arguments; options with a line to run, and no command before them, are those of `run`.
  private static var arguments: [String] {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let first = arguments.first, first.hasPrefix("-"), arguments.contains("-e") else { return arguments }
    return ["run"] + arguments
  }

  /// Prints what an error has to say, and leaves: 2 where the program was called wrongly.
  private static func leave(with error: any Error) -> Never {
    let code = DarkroomCommand.exitCode(for: error)
    let message = Complaint.parserText(DarkroomCommand.fullMessage(for: error))
    if !message.isEmpty { Terminal(descriptor: code == .success ? 1 : 2, allowsColor: false).write(message + "\n") }
    ExitStatus.leave(code == .validationFailure ? .wrongUsage : ExitStatus(code))
  }
}

/// `darkroom`, under which the other commands stand.
struct DarkroomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "darkroom",
    abstract: "A scripting notebook for convolutional autoencoders.",
    discussion: """
      Without a command it opens a prompt, where the lines of a script can be typed one by one; with -e LINE, as often \
      as one likes, it runs those lines. `darkroom completion SHELL` writes what completes arguments in bash, zsh and \
      fish.

      Exit status: 0 done, 1 the script failed while it ran, 2 wrong usage or a script that does not check, \
      130 interrupted, 143 and 129 ended by SIGTERM and SIGHUP.
      """,
    subcommands: [
      RunCommand.self, CheckCommand.self, ParamsCommand.self, AboutCommand.self, ConvertCommand.self,
      KernelCommand.self,
      StoreCommand.self, HelpCommand.self, DocsCommand.self, BenchCommand.self, CompletionCommand.self,
      PromptCommand.self,
    ],
    defaultSubcommand: PromptCommand.self)

  @Flag(name: .long, help: "Show the version, the processor and what the build contains.") var version = false

  mutating func validate() throws {
    if version { throw CleanExit.message(Version.text) }
  }

  /// The commands that a word was probably meant to be; nil for what is one, or an option.
  static func nearMisses(of word: String) -> String? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !word.hasPrefix("-"), !known.contains(word) else { return nil }
    return NearMisses.of(word, among: known).map { "`\($0)`" }.joined(separator: ", ")
  }
}
