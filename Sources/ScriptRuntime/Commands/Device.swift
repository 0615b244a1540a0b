import ScriptLanguage

extension CommandRow {
  static let device = CommandRow(
    name: "device", summary: "says what computes: the processor and its threads",
    discussion:
      "Darkroom computes on the processor; `auto` and `cpu` mean the same. `--threads` sets how many threads.",
    arguments: [
      CommandParameter(
        "device", .choice([.init("auto", "whatever there is"), .init("cpu", "the processor")]), default: "auto",
        "what to compute on")
    ],
    example: "device auto"
  ) { _, session in
    let threads = countText(session.settings.threads, "thread")
    session.output.display("device: \(session.settings.processor), \(threads)")
    return .none
  }
}
