extension CommandRow {
  static let expect = CommandRow(
    name: "expect", summary: "stops the script where a condition is false",
    discussion: "A script can so hold an exercise, or check itself. A condition that is known before the run is not "
      + "evaluated earlier.",
    arguments: [
      CommandParameter("condition", .boolean, required: true, "a comparison in parentheses"),
      CommandParameter("message", .text, "what to say where it is false"),
    ],
    example: """
      test = load sketches count=100
      expect (test.count == 100) "a hundred images"
      """
  ) { call, _ in
    guard !call.flag("condition") else { return .none }
    let condition = call.ranges["condition"]?.text ?? ""
    throw call.error(at: "condition", call.text("message") ?? "the condition \(condition) is false")
  }
}
