import Basics

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
      session.output.display(rows.isEmpty ? "no variables yet" : table(rows))
      return .none
    })
}
