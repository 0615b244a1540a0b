import ScriptLanguage

extension CommandRow {
  static let help = CommandRow(
    name: "help", summary: "explains a command, a layer, or what a variable is",
    discussion: "Alone it lists the commands. `train?` is short for `help train`.",
    arguments: [CommandParameter("topic", .topic, "a command, a layer or a variable")],
    example: "help train",
    isAboutSession: true,
    check: { call, _ in
      guard let topic = call.text("topic"), !HelpPage.knows(topic, variables: call.evaluator.variables) else {
        return .none
      }
      throw call.error(
        at: "topic", "there is no help on `\(topic)`",
        nearMisses: NearMisses.of(topic, among: HelpPage.topics + call.evaluator.variables.keys))
    },
    run: { call, session in
      let topic = call.text("topic")
      session.output.page(topic.map { HelpPage.text(for: $0, variables: session.variables) } ?? HelpPage.overview)
      return .none
    })
}
