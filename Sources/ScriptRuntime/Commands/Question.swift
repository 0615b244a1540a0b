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
