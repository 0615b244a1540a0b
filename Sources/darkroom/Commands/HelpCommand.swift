import ArgumentParser
import ScriptLanguage
import ScriptRuntime

/// `darkroom help COMMAND`: explains a command of the script language, or one of the program.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command of the script language, or list them all.")

  @Argument(
    help: ArgumentHelp("A command of the script language, such as train.", valueName: "command"), completion: .topic)
  var topics: [String] = []

  @Flag(name: .long, help: "Write the whole command reference, as the documentation has it.") var reference = false

  @Flag(name: .long, help: "Write the manual page of the program, for man.") var manual = false

  mutating func run() throws {
    let values = Terminal(descriptor: 1, allowsColor: false)
    if manual { return values.write(ManualPage().text) }
    if reference { return values.write(CommandReference.markdown) }
    guard let topic = topics.first else {
      return values.write(HelpPage.overview + "\n\n`darkroom --help` is about the program.\n")
    }
    if let page = HelpPage.text(ofOptionIn: topics) { return values.write(page + "\n") }
    guard topics.count == 1, HelpPage.knows(topic) else {
      let subcommands = DarkroomCommand.configuration.subcommands
      if let subcommand = Self.subcommand(topics[...], of: DarkroomCommand.self) {
        return values.write(DarkroomCommand.helpMessage(for: subcommand) + "\n")
      }
      let known = HelpPage.topics + subcommands.compactMap { $0.configuration.commandName }
      let words = topics.joined(separator: " ")
      let misses = NearMisses.of(words, among: known).map { "`\($0)`" }.joined(separator: ", ")
      let hint = misses.isEmpty ? HelpSearch.hint(for: words) : "did you mean \(misses)?"
      throw Complaint.leaving("there is no help on `\(words)`" + (hint.map { "; \($0)" } ?? ""))
    }
    values.write(HelpPage.text(for: topic) + "\n")
  }

  /// The subcommand that some words name, one below the other.
  private static func subcommand(
    _ names: ArraySlice<String>, of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    guard let name = names.first else { return command }
    return command.configuration.subcommands.first { $0.configuration.commandName == name }.flatMap {
      subcommand(names.dropFirst(), of: $0)
    }
  }
}
