extension CommandRow {
  static let print = CommandRow(
    name: "print", summary: "prints values on one line",
    discussion: "Text stands as it is; whatever stands in `{…}` inside a text is replaced by its value.",
    arguments: [CommandParameter("values", .anything, repeated: true, "what to print, with a space between")],
    example: """
      epochs = 10
      print "training for {epochs} epochs"
      """
  ) { call, session in
    session.output.print((call.values["values"] ?? []).map(\.inText).joined(separator: " "))
    return .none
  }
}
