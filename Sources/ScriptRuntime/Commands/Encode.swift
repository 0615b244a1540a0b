import NeuralNetworks
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images()

  static let encode = CommandRow(
    name: "encode", summary: "gives the codes of images",
    takes: [model, images],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      codes = encode model test
      """,
    computes: true, result: .codes,
    prepare: { call in
      try call.checkImages(images, suit: model)
      try call.checkRoom(
        for: [call.facts(images)?.count, call.facts(model)?.latent], at: images, "so many codes",
        expected: "fewer images, as `take` gives them")
      return (model: try call[model], images: try call[images])
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.codes)
      facts.count = call.facts(images)?.count
      facts.latent = call.facts(model)?.latent
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (model, images) = arguments
      return .codes(
        Codes(
          latent: model.latentSize,
          values: try model.encode(
            session.watched(images.source, "encoding"), compute: session.compute, unless: session.stop),
          labels: images.labels, classNames: images.classNames))
    })
}
