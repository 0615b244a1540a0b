import Basics
import JupyterKernel
import Testing

@Suite struct ExecutionHistoryTests {
  private static let history: ExecutionHistory = {
    var history = ExecutionHistory()
    for (source, output) in [("a = 1", nil), ("a", "1"), ("b*2", nil), ("a", "1")] {
      history.append(source, output: output)
    }
    return history
  }()

  private func numbers(_ content: JSONValue) -> [Int] {
    (Self.history.reply(to: content)["history"]?.list ?? []).compactMap { $0.list?[1].integer }
  }

  @Test("The last cells, those between two numbers, and those that a pattern matches")
  func operations() {
    #expect(numbers(["hist_access_type": "tail", "n": 2]) == [3, 4])
    #expect(numbers(["hist_access_type": "tail", "n": 99]) == [1, 2, 3, 4])
    #expect(numbers(["hist_access_type": "tail", "n": -1]) == [])
    #expect(numbers(["hist_access_type": "range", "session": 0, "start": 2, "stop": 4]) == [2, 3])
    #expect(numbers(["hist_access_type": "range", "session": 1, "start": 3]) == [3, 4])
    #expect(numbers(["hist_access_type": "range", "session": 0, "start": -2]) == [3, 4])
    #expect(numbers(["hist_access_type": "range", "session": 0, "start": 1, "stop": -1]) == [1, 2, 3])
    #expect(numbers(["hist_access_type": "range", "session": -1, "start": 1]) == [])
    #expect(
      numbers(["hist_access_type": "range", "session": 0, "start": .integer(.min), "stop": .integer(.max)]) == [
        1, 2, 3, 4,
      ])
    #expect(numbers(["hist_access_type": "search", "pattern": "a*"]) == [1, 2, 4])
    #expect(numbers(["hist_access_type": "search", "pattern": "a*", "unique": true]) == [1, 4])
    #expect(numbers(["hist_access_type": "search", "pattern": "a*", "n": 1]) == [4])
    #expect(numbers(["hist_access_type": "search", "pattern": "b"]) == [])
  }

  @Test("Outputs come where they are asked for")
  func outputs() {
    let reply = Self.history.reply(to: ["hist_access_type": "tail", "n": 2, "output": true])
    #expect(reply == ["status": "ok", "history": [[1, 3, ["b*2", nil]], [1, 4, ["a", "1"]]]])
  }

  @Test(
    "A pattern is the whole of what it matches",
    arguments: [
      ("", "", true), ("", "*", true), ("a", "", false), ("abc", "abc", true), ("abc", "a?c", true),
      ("abc", "a*", true), ("abc", "*c", true), ("abc", "*b*", true), ("abc", "*d*", false), ("abc", "ab", false),
      ("aXbXc", "a*b*c", true), ("aab", "*ab", true), ("😀", "?", true), ("a\nb", "a*b", true),
    ])
  func patterns(text: String, pattern: String, matches: Bool) {
    #expect(ExecutionHistory.matches(Array(text.unicodeScalars), Array(pattern.unicodeScalars)) == matches)
  }

  @Test("A pattern of many stars is no trap")
  func stars() {
    let pattern = Array(String(repeating: "*a", count: 200) + "*b").map { $0.unicodeScalars.first ?? "a" }
    let text = Array(String(repeating: "a", count: 5000).unicodeScalars)
    #expect(!ExecutionHistory.matches(text, pattern))
  }
}
