extension CommandRow {
  static let clear = CommandRow(
    name: "clear", summary: "clears the screen, or in Jupyter what the cell has shown",
    options: [
      CommandParameter("wait", .boolean, default: "no", "whether to wait until something new is shown")
    ],
    example: "clear",
    isAboutSession: true
  ) { call, session in
    session.output.clear(wait: call.flag("wait"))
    return .none
  }
}
