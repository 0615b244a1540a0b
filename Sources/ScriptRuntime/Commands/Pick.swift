import Basics
import ScriptLanguage

extension CommandRow {
  static let pick = CommandRow(
    name: "pick", summary: "picks images out of a data set",
    discussion: """
      `one-per-class` takes the first image of each class at or after the one before it, going round to the beginning \
      where the set ends. Numbers are places in the set, counted from 0, alone or as lists and ranges.
      """,
    arguments: [
      CommandParameter("data", .value([.data]), required: true, "the data set"),
      CommandParameter(
        "which",
        .either(.choice([.init("one-per-class", "the first image of each class")]), .list(.whole(minimum: 0))),
        required: true, "which images"),
    ],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      some = pick validation 3,17
      """,
    result: .data,
    check: { call, _ in
      var facts = call["data"]?.facts ?? Foreseen(.data)
      facts.type = .data
      let indices = call.all("which").compactMap { if case .number(let number) = $0 { Int(number) } else { nil } }
      if let count = facts.count, let outside = indices.first(where: { $0 >= count }) {
        throw call.error(
          at: "which", "there is no image \(outside): the set has \(countText(count, "image")), counted from 0")
      }
      facts.count = call.text("which") == nil && call["which"]?.isForeseen == false ? indices.count : nil
      return .foreseen(facts)
    },
    run: { call, _ in
      guard case .data(let set)? = call["data"] else { return .none }
      if call.text("which") == "one-per-class" { return .data(try set.onePerClass()) }
      let indices = call.all("which").compactMap { if case .number(let number) = $0 { Int(number) } else { nil } }
      return .data(try set.picking(indices))
    })
}
