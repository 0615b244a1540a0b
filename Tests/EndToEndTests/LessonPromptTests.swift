import Testing

extension TerminalTests {
  @Suite struct Lessons {
    @Test("A question waits for its answer, says the hint where it is wrong, and ends with Ctrl-C")
    func questions() async throws {
      try await TerminalSession.run { session in
        let question = "question \"Which?\" choices=\"20\",\"200\" answer=\"200\" hint=\"Count.\""
        try session.type(question)
        try session.press("Enter")
        let asked =
          "Darkroom 0.1.0. `help` lists the commands; Ctrl-D leaves.\nIn [1]: \(question)\nWhich?\n  a) 20\n  b) 200\n"
        try await session.expect(asked + "answer: ‸")
        try session.type("a")
        try session.press("Enter")
        try await session.expect(asked + "answer: a\nNot yet. Count.\nanswer: ‸")
        try session.type("b")
        try session.press("Enter")
        let answered = asked + "answer: a\nNot yet. Count.\nanswer: b\nRight.\n"
        try await session.expect(answered + "In [2]: ‸")
        try session.type("question \"Why?\" answer=\"x\"")
        try session.press("Enter")
        try await session.wait { $0.hasSuffix("Why?\nanswer: ‸") }
        try session.press("C-c")
        try await session.wait { $0.contains("interrupted") && $0.hasSuffix("In [3]: ‸") }
      }
    }
  }
}
