import Basics

/// A question with what it takes for its answer.
struct LessonAnswer: Sendable {
  let text: String
  let choices: [String]
  let answer: String
  let hint: String?
  let tries: Int

  /// The question in lines, its choices with letters.
  var lines: String {
    choices.isEmpty ? text : text + "\n" + zip(Self.letters, choices).map { "  \($0)) \($1)" }.joined(separator: "\n")
  }

  /// The question, its choices and the answer on a line, for where nobody answers.
  var answered: String {
    (choices.isEmpty ? text : "\(text) (\(oneOf(choices)))") + "  answer: \(answer)"
  }

  private static let letters = "abcdefghijklmnopqrstuvwxyz"

  /// What a person meant: a choice by its letter, or what was typed.
  func meaning(of typed: String) -> String {
    let word = typed.trimmingBlanks()
    let isAmong = choices.contains { Self.isSame($0, word) }
    guard !isAmong, let letter = word.lowercased().first, word.count <= 2, word.dropFirst().allSatisfy({ $0 == ")" }),
      let place = Self.letters.firstIndex(of: letter)
    else { return word }
    let index = Self.letters.distance(from: Self.letters.startIndex, to: place)
    return choices.indices.contains(index) ? choices[index] : word
  }

  /// Whether two answers are one, as numbers or as words.
  static func isSame(_ one: String, _ other: String) -> Bool {
    if let one = Double(one), let other = Double(other) { return one == other }
    return one.trimmingBlanks().lowercased() == other.trimmingBlanks().lowercased()
  }
}

extension Session {
  /// Asks until the answer is right or the tries are over, and gives the last answer; the right one where nobody answers.
  func ask(_ question: LessonAnswer) throws -> String {
    guard output.isAnswered else {
      output.print(question.answered)
      return question.answer
    }
    output.print(question.lines)
    var given: String?
    for attempt in 1...question.tries {
      guard let typed = output.ask("answer: ") else { break }
      try stop.check()
      let meant = question.meaning(of: typed)
      given = meant
      if attempt == 1 { lesson.asked += 1 }
      if LessonAnswer.isSame(meant, question.answer) {
        if attempt == 1 { lesson.rightAtOnce += 1 }
        lesson.right += 1
        output.print("Right.")
        return meant
      }
      output.print(
        attempt < question.tries
          ? "Not yet." + (question.hint.map { " " + $0 } ?? "") : "The answer is \(question.answer).")
    }
    try stop.check()
    if given == nil { output.print("answer: \(question.answer)") }
    return given ?? question.answer
  }
}
