import TerminalPictures

/// What a terminal says when it is asked what it can do, with what is typed meanwhile.
enum TerminalAnswersTarget: FuzzTarget {
  static let name = "terminal-answers"
  static let words = [
    "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}[6;", "\u{1B}[?62;4c", "xterm-kitty",
  ]

  static func run(_ bytes: [UInt8]) {
    let (answers, _, leftOver) = TerminalAnswers.parse(bytes)
    require(leftOver.count <= bytes.count, "more is left over than came")
    let environment = ["TERM": String(decoding: bytes, as: UTF8.self)]
    _ = TerminalFeatures(environment: environment, answers: answers)
  }
}
