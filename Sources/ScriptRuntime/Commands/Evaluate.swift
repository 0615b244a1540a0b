import NeuralNetworks
import Options
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images()
  private static let loss = ObjectiveChoice.key("what is measured")

  static let evaluate = CommandRow(
    name: "evaluate", summary: "measures how well a model redraws images",
    discussion: """
      The loss is the mean over all images. The losses of a log are means over batches, as the tutorial prints them: a last, \
      smaller batch counts as much as the others there.
      """,
    takes: [model, images, loss],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      evaluate model test
      """,
    result: .evaluation,
    prepare: { call in
      try call.checkImages([images], suit: model)
      try ObjectiveChoice.check(call, loss, model)
      if call.facts(images)?.count == 0 { throw call.error(at: images, "there is no image to measure") }
      return (model: try call[model], images: try call[images].source, objective: try call[loss].objective)
    },
    run: { arguments, session in
      let (model, images, objective) = arguments
      guard let mean = model.meanLoss(over: images, objective: objective, compute: session.compute) else { return .none }
      return .evaluation(Evaluation(count: images.count, lossName: objective.name, loss: mean))
    })
}
