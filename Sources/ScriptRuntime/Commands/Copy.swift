extension CommandRow {
  static let copy = CommandRow(
    name: "copy", summary: "makes another model with the same weights",
    discussion: "The copy has the epochs and the optimiser's memory too, so that training goes on alike in both.",
    arguments: [CommandParameter("model", .value([.model]), required: true, "the model")],
    example: """
      model = autoencoder latent=20 width=4
      second = copy model
      """,
    result: .model,
    check: { call, _ in
      var facts = call["model"]?.facts ?? Foreseen(.model)
      facts.type = .model
      return .foreseen(facts)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"] else { return .none }
      return .model(try model.copy(threads: session.settings.threads, memory: session.settings.memoryLimit))
    })
}
