import Options

extension CommandRow {
  private static let values = ValueKey<Value>(
    "values", .anything, required: false, repeated: true, "what to print, with a space between"
  ) { $0 }

  static let print = CommandRow(
    name: "print", summary: "prints values on one line",
    discussion: "Text stands as it is; whatever stands in `{…}` inside a text is replaced by its value.",
    takes: [values],
    example: """
      epochs = 10
      print "training for {epochs} epochs"
      """,
    prepare: { call in call.values(values) },
    run: { values, session in
      session.output.print(try values.map { try $0.shownText(unless: session.stop) }.joined(separator: " "))
      return .none
    })
}
