import Options

extension CommandRow {
  private static let wait = OptionKey<Bool>(
    "wait", .flag, default: false, "whether to wait until something new is shown")

  static let clear = CommandRow(
    name: "clear", summary: "clears the screen, or in Jupyter what the cell has shown",
    takes: [wait],
    example: "clear",
    isAboutSession: true,
    prepare: { call in try call[wait] },
    run: { wait, session in
      session.output.clear(wait: wait)
      return .none
    })
}
