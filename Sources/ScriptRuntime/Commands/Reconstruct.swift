import Datasets
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
    computes: true, result: .images,
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
      let (model, images) = (arguments.model, arguments.images)
      let values = try model.reconstructions(
        of: session.watched(images.source, "reconstructing"), compute: session.compute, unless: session.stop)
      return .images(
        Images(shape: images.shape, values: values, labels: images.labels, classNames: images.classNames))
    })
}
