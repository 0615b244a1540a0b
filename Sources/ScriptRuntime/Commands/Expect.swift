import Options

extension CommandRow {
  private static let condition = OptionKey<Bool>(
    "condition", .flag, argument: true, required: true, "a comparison in parentheses")
  private static let message = OptionKey<String>("message", .text, argument: true, "what to say where it is false")
  private static let hint = OptionKey<String>(
    "hint", .text, "what helps whoever does an exercise; the condition is then not shown")

  static let expect = CommandRow(
    name: "expect", summary: "stops the script where a condition is false",
    discussion:
      "A script can so check itself, or hold an exercise: with `hint=` the hint is said where the condition is "
      + "false, and the line is not shown, which would tell the solution. A condition that is known before the run is "
      + "not evaluated earlier.",
    takes: [condition, message, hint],
    example: """
      test = load sketches count=100
      expect (test.count == 100) "a hundred images"
      expect (test.count > 50) hint="Load more than fifty images."
      """,
    prepare: { call in
      let hint = try call[ifGiven: hint]
      let message = try call[ifGiven: message]
      var failure = call.error(
        at: condition, message ?? hint ?? "the condition \(call.place(of: condition).text) is false")
      if let hint {
        failure.quotesSource = false
        if message != nil { failure.notes = [.init(hint)] }
      }
      return (holds: try call[condition], failure: failure, isExercise: hint != nil)
    },
    run: { expectation, session in
      if expectation.isExercise {
        session.lesson.checks += 1
        if expectation.holds { session.lesson.held += 1 }
      }
      guard expectation.holds else { throw expectation.failure }
      return .none
    })
}
