import Options

extension CommandRow {
  private static let condition = OptionKey<Bool>(
    "condition", .flag, argument: true, required: true, "a comparison in parentheses")
  private static let message = OptionKey<String>("message", .text, argument: true, "what to say where it is false")

  static let expect = CommandRow(
    name: "expect", summary: "stops the script where a condition is false",
    discussion: "A script can so hold an exercise, or check itself. A condition that is known before the run is not "
      + "evaluated earlier.",
    takes: [condition, message],
    example: """
      test = load sketches count=100
      expect (test.count == 100) "a hundred images"
      """,
    prepare: { call in
      let message = try call[ifGiven: message] ?? "the condition \(call.place(of: condition).text) is false"
      return (holds: try call[condition], failure: call.error(at: condition, message))
    },
    run: { expectation, _ in
      guard expectation.holds else { throw expectation.failure }
      return .none
    })
}
