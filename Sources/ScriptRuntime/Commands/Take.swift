import Datasets
import ScriptLanguage

extension CommandRow {
  static let take = CommandRow(
    name: "take", summary: "takes the first images of a data set",
    arguments: [
      CommandParameter("data", .value([.data, .images]), required: true, "the data set or images"),
      CommandParameter("count", .whole(minimum: 1), unit: "images", required: true, "how many"),
    ],
    example: """
      training = load sketches count=200
      part = take training 100
      """,
    result: .data,
    check: { call, _ in
      var facts = call["data"]?.facts ?? Foreseen(.data)
      if facts.type == .anything { facts.type = .data }
      facts.count = call.whole("count").map { count in facts.count.map { min($0, count) } ?? count }
      return .foreseen(facts)
    },
    run: { call, _ in
      let count = call.whole("count") ?? 0
      switch call["data"] {
      case .data(let set)?: return .data(set.taking(count))
      case .images(let images)?: return .images(images[0..<min(count, images.count)])
      default: return .none
      }
    })
}
