import Options
import ScriptLanguage

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
      let condition = try call[condition]
      let written = call.range(of: Self.condition)?.text ?? ""
      return (condition, failure: call.error(at: Self.condition, try call[ifGiven: message] ?? "the condition \(written) is false"))
    },
    run: { expectation, _ in
      guard expectation.0 else { throw expectation.failure }
      return .none
    })
}
