import Options
import ScriptLanguage

extension CommandRow {
  private static let topic = OptionKey<String>(
    "topic", .topic, argument: true, "a command, a layer, a term, an option or a variable")

  static let help = CommandRow(
    name: "help", summary: "explains commands, layers, terms, options and variables",
    discussion: "Alone it lists the commands. `train?` is short for `help train`.",
    takes: [topic],
    example: "help train",
    isAboutSession: true,
    prepare: { call in
      let variables = call.evaluator.variables
      guard let topic = try call[ifGiven: topic] else { return HelpPage.overview }
      guard HelpPage.knows(topic, variables: variables) else {
        let near = NearMisses.of(topic, among: HelpPage.topics + variables.keys)
        var problem = call.error(at: Self.topic, "there is no help on `\(topic)`", nearMisses: near)
        if near.isEmpty, let hint = HelpSearch.hint(for: topic) { problem.notes = [.init(hint)] }
        throw problem
      }
      return HelpPage.text(for: topic, variables: variables)
    },
    run: { page, session in
      session.output.page(page)
      return .none
    })
}
