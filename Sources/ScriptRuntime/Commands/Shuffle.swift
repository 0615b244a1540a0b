import Options

extension CommandRow {
  private static let images = ValueKey<ImageCollection>.images("data", "the data set or images")

  static let shuffle = CommandRow(
    name: "shuffle", summary: "puts the images of a data set in a random order",
    discussion: """
      The order is drawn from the session's generator, as `torch.randperm` draws it. `train … shuffle=yes` draws another \
      one for every epoch.
      """,
    takes: [images],
    example: """
      training = load sketches count=200
      mixed = shuffle training
      """,
    draws: true, result: .data,
    prepare: { call in try call[images] },
    foresee: { call, _, _ in
      var facts = call.facts(images) ?? Foreseen(.data)
      if facts.type == .anything { facts.type = .data }
      facts.isSortedByClass = false
      return .foreseen(facts)
    },
    run: { images, session in
      try images.picking(try session.random.generator.permutation(images.count), unless: session.stop)
    })
}
