import Options
import ScriptLanguage

extension CommandRow {
  private static let topic = OptionKey<[String]>(
    "topic", .topic, argument: true, repeated: true,
    "a command, a layer, a term, an option or a variable; a command and its option; or words that are looked for")

  static let help = CommandRow(
    name: "help", summary: "explains commands, layers, terms, options and variables",
    discussion: """
      Alone it lists the commands. `train?` is short for `help train`, and `help train epochs` is about an option of it. \
      What has no page is looked for in all pages: `help loss curve` names the commands that speak of it.
      """,
    takes: [topic],
    example: "help train",
    isAboutSession: true,
    prepare: { call in
      let variables = call.evaluator.variables
      guard let words = try call[ifGiven: topic], !words.isEmpty else { return HelpPage.overview }
      if let page = HelpPage.text(ofOptionIn: words) { return page }
      let topic = words.joined(separator: " ")
      guard HelpPage.knows(topic, variables: variables) else {
        let near = NearMisses.of(topic, among: HelpPage.topics + variables.keys)
        let place = call.command.arguments.map(\.range)
        var problem = Diagnostic(
          at: place[0].through(place[place.count - 1]), "there is no help on `\(topic)`", nearMisses: near)
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
