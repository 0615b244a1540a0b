import Basics
import Options

extension CommandRow {
  private static let last = OptionKey<Int>(
    "last", .whole(from: 1), unit: "entries", "how many to list; all if not given")
  private static let search = OptionKey<String>("search", .text, "a text that entries must hold")

  static let history = CommandRow(
    name: "history", summary: "lists what was entered in this session",
    discussion: """
      At the prompt, Up and Down go through what was entered in earlier sessions too, and Ctrl-R searches it. \
      `save session "lesson.darkroom"` writes what was entered and worked as a script.
      """,
    takes: [last, search],
    example: "history last=10",
    isAboutSession: true,
    prepare: { call in (last: try call[ifGiven: last], search: try call[ifGiven: search]) },
    run: { arguments, session in
      var entries = session.history.entries
      if let text = arguments.search { entries = entries.filter { $0.source.contains(text) } }
      if let last = arguments.last { entries = Array(entries.suffix(last)) }
      let rows = entries.flatMap { entry in
        entry.source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { position, line in
          [position == 0 ? "\(entry.number):" : "", String(line)]
        }
      }
      if !rows.isEmpty { session.output.display(table(rows, right: [0])) }
      return .none
    })
}
