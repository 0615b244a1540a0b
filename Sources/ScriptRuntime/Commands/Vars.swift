extension CommandRow {
  static let vars = CommandRow(
    name: "vars", summary: "lists the variables with their types and what they hold",
    example: """
      epochs = 10
      vars
      """,
    isAboutSession: true, usesAllNames: true,
    prepare: { call in
      call.evaluator.variables.filter { $0.key != Session.lastValueName }.map { name, value in
        [name, "\(value.type.rawValue)", value.line]
      }
    },
    run: { rows, session in
      if rows.isEmpty {
        session.output.display("no variables yet")
      } else {
        session.output.display(ShownTable(rows: rows).displayed)
      }
      return .none
    })
}
