import Basics
import Options
import ScriptLanguage

extension CommandRow {
  private static let text = OptionKey<String>("text", .text, argument: true, required: true, "what is asked")
  private static let choices = OptionKey<[String]>(
    "choices", .list(.text), "what can be answered; anything if not given")
  private static let answer = OptionKey<String>(
    "answer", .text, required: true, "the right answer, which `darkroom run` gives itself")
  private static let hint = OptionKey<String>("hint", .text, "what is said after a wrong answer")
  private static let tries = OptionKey<Int>("tries", .whole(1...20), default: 3, "how often one may answer")

  static let question = CommandRow(
    name: "question", summary: "asks a question of a lesson, and gives what was answered",
    discussion: """
      At the prompt and in Jupyter the answer is typed: one of the choices, or its letter. Numbers are compared by their \
      value, words without regard to capitals. Under `darkroom run`, where nobody answers, the right answer is given. What \
      was answered is counted for the summary that `lesson` gives.
      """,
    takes: [text, choices, answer, hint, tries],
    example: """
      question "Which bottleneck keeps more?" choices="20","200" answer="200" hint="Count the numbers that are left."
      """,
    acts: true, result: .text, showsResult: false,
    prepare: { call in
      if let choices = call.known(choices), let answer = call.known(answer) {
        guard choices.contains(where: { LessonAnswer.isSame($0, answer) }) else {
          throw call.error(
            at: Self.answer, "the answer is none of the choices", expected: oneOf(choices.map { "`\($0)`" }))
        }
      }
      return LessonAnswer(
        text: try call[text], choices: try call[ifGiven: choices] ?? [], answer: try call[answer],
        hint: try call[ifGiven: hint], tries: try call[tries])
    },
    run: { question, session in .text(try session.ask(question)) })

  static let lesson = CommandRow(
    name: "lesson", summary: "says how many answers were right, and how many checks hold",
    discussion: "The checks are those of `expect … hint=`. At the end of `darkroom run` it is said unasked.",
    example: """
      question "How many numbers has a code of `latent=20`?" answer="20"
      lesson
      """,
    isAboutSession: true,
    prepare: { _ in () },
    run: { _, session in
      session.output.print(session.lesson.summary ?? "lesson: nothing was asked or checked so far")
      return .none
    })
}

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
  fileprivate func ask(_ question: LessonAnswer) throws -> String {
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
