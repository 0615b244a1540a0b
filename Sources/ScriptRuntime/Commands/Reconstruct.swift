import NeuralNetworks
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images()

  static let reconstruct = CommandRow(
    name: "reconstruct", summary: "gives images as a model redraws them from their codes",
    takes: [model, images],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      redrawn = reconstruct model test
      show redrawn
      """,
    result: .images,
    prepare: { call in
      try call.checkImages(images, suit: model)
      try call.checkRoom(
        for: [call.facts(images)?.count, call.facts(images)?.imageShape?.elementCount], at: images,
        "so many images as numbers", expected: "fewer images, as `take` gives them")
      return (model: try call[model], images: try call[images])
    },
    foresee: { call, _, _ in
      var facts = call.facts(images) ?? Foreseen(.images)
      facts.type = .images
      return .foreseen(facts)
    },
    run: { arguments, session in
      switch arguments.images {
      case .set(let set):
        .images(try arguments.model.reconstruct(set, compute: session.compute, unless: session.stop))
      case .numbers(let images):
        .images(try arguments.model.reconstruct(images, compute: session.compute, unless: session.stop))
      }
    })
}
