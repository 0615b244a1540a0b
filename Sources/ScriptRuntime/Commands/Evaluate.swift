import NeuralNetworks
import Options
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images()
  private static let loss = OptionKey<TermSum>.objective("what is measured")

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
    computes: true, result: .evaluation,
    prepare: { call in
      try call.checkImages(images, suit: model)
      try call.checkObjective(loss, suits: model)
      return (
        model: try call[model], images: try call[images].source, objective: Objective(try call[loss]),
        nothing: call.error(at: images, "there is no image to measure")
      )
    },
    run: { arguments, session in
      let (model, images, objective, nothing) = arguments
      let mean = try model.meanLoss(
        over: session.watched(images, "measuring", isShared: true), objective: objective, compute: session.compute,
        processes: session.settings.processes, unless: session.stop)
      guard let mean else { throw nothing }
      return .evaluation(Evaluation(count: images.count, lossName: objective.name, loss: mean))
    })
}
