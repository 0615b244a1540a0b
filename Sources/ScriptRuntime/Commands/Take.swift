import Options

extension CommandRow {
  private static let data = ValueKey<ImageCollection>.images("data", "the data set or images")
  private static let count = OptionKey<Int>(
    "count", .whole(from: 1), argument: true, required: true, unit: "images", "how many")

  static let take = CommandRow(
    name: "take", summary: "takes the first images of a data set",
    takes: [data, count],
    example: """
      training = load sketches count=200
      part = take training 100
      """,
    result: .data,
    prepare: { call in (images: try call[data], count: try call[count]) },
    foresee: { call, _, _ in
      var facts = call.facts(data) ?? Foreseen(.data)
      if facts.type == .anything { facts.type = .data }
      facts.count = call.known(count).map { count in facts.count.map { min($0, count) } ?? count }
      return .foreseen(facts)
    },
    run: { arguments, session in
      switch arguments.images {
      case .set(let set): .data(set.taking(arguments.count))
      case .numbers: .images(try arguments.images.first(arguments.count, unless: session.stop))
      }
    })
}
