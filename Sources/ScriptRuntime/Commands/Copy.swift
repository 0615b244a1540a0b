import NeuralNetworks

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()

  static let copy = CommandRow(
    name: "copy", summary: "makes another model with the same weights",
    discussion: "The copy has the epochs and the optimiser's memory too, so that training goes on alike in both.",
    takes: [model],
    example: """
      model = autoencoder latent=20 width=4
      second = copy model
      """,
    result: .model,
    prepare: { call in try call[model] },
    foresee: { call, _, _ in
      var facts = call.facts(model) ?? Foreseen(.model)
      facts.type = .model
      facts.identity = nil
      return .foreseen(facts)
    },
    run: { model, session in
      .model(try model.copy(threads: session.settings.threads, memory: session.settings.memoryLimit))
    })
}
