extension CommandRow {
  static let forget = CommandRow(
    name: "forget", summary: "forgets variables, and gives back the memory that they hold",
    arguments: [CommandParameter("names", .variableName, required: true, repeated: true, "the variables")],
    example: """
      training = load sketches count=100
      forget training
      """,
    check: { call, foresight in
      for name in call.texts("names") { foresight.forgets(name) }
      return .none
    },
    run: { call, session in
      for name in call.texts("names") {
        session.variables[name] = nil
      }
      return .none
    })
}
