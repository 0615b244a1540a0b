import Options

extension CommandRow {
  private static let names = OptionKey<[String]>(
    "names", .variableName, argument: true, required: true, repeated: true, "the variables")

  static let forget = CommandRow(
    name: "forget", summary: "forgets variables, and gives back the memory that they hold",
    takes: [names],
    example: """
      training = load sketches count=100
      forget training
      """,
    prepare: { call in try call[names] },
    foresee: { call, _, foresight in
      for case let name? in call.elements(names) ?? [] { foresight.forgets(name) }
      return .none
    },
    run: { names, session in
      for name in names { session.variables[name] = nil }
      return .none
    })
}
