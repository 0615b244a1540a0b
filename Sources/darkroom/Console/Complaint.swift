import ArgumentParser
import Basics
import ScriptLanguage

/// What the program says when something is wrong: it begins alike whatever the command.
enum Complaint {
  private static let opening = "darkroom: error: "

  /// A message as it is told.
  static func text(_ message: String) -> String { "\(opening)\(message)\n" }

  /// Says what is wrong.
  static func tell(_ message: String) {
    Terminal(descriptor: 2, allowsColor: false).write(text(message))
  }

  /// Says what is wrong, and gives what a command then throws.
  static func leaving(_ message: String, _ status: ExitStatus = .wrongUsage) -> ExitCode {
    tell(message)
    return status.asError
  }

  /// What the argument parser has to say, so that it begins as all else does.
  static func parserText(_ message: String) -> String {
    let theirs = "Error: "
    return message.hasPrefix(theirs) ? opening + withoutGuess(String(message.dropFirst(theirs.count))) : message
  }

  /// The message without an option that is nothing like the one that was written, and with the commands that have it.
  private static func withoutGuess(_ message: String) -> String {
    let pattern = #/Unknown option '(?<given>-[^']*)'\.(?<guess> Did you mean '(?<meant>-[^']*)'\?)?/#
    guard let match = message.firstMatch(of: pattern) else { return message }
    let given = String(match.given)
    let guess = match.meant.map { NearMisses.of(given, among: [String($0)]) }?.first.map { "did you mean '\($0)'?" }
    let owners = DarkroomCommand.configuration.subcommands.filter { has(given, $0) }
      .compactMap { $0.configuration.commandName.map { "`darkroom \($0)`" } }
    let ownership = owners.isEmpty ? nil : "\(allOf(owners)) \(owners.count == 1 ? "has" : "have") it."
    let answer = (guess ?? ownership).map { "; \($0)" } ?? "."
    return message.replacing(pattern, maxReplacements: 1) { _ in "Unknown option '\(given)'\(answer)" }
  }

  /// Whether a command has an option, or one of those under it, by the page that explains it.
  private static func has(_ option: String, _ command: any ParsableCommand.Type) -> Bool {
    if command.configuration.subcommands.contains(where: { has(option, $0) }) { return true }
    return DarkroomCommand.helpMessage(for: command).split(separator: "\n").contains { line in
      let words = line.split { " ,/".contains($0) }
      return words.first?.hasPrefix("-") ?? false && words.prefix(3).contains { $0 == option }
    }
  }
}
