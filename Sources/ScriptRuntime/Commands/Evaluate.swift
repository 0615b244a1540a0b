import NeuralNetworks
import ScriptLanguage
import TensorMath
import Training

extension CommandRow {
  static let evaluate = CommandRow(
    name: "evaluate", summary: "measures how well a model redraws images",
    discussion: """
      The loss is the mean over all images. The losses of a log are means over batches, as the tutorial prints them: a last, \
      smaller batch counts as much as the others there.
      """,
    arguments: [
      CommandParameter("model", .value([.model]), required: true, "the model"),
      CommandParameter("images", .value([.data, .images]), required: true, "the images"),
    ],
    options: [
      CommandParameter(
        "loss", .choice(Loss.allCases.map { .init($0.name, LayerParameters.lowercased($0.summary)) }), default: "mse",
        "what is measured")
    ],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      evaluate model test
      """,
    result: .evaluation,
    check: { call, _ in
      try TrainingOfCall.checkImages(of: call, model: call["model"]?.facts)
      if let decoder = call["model"]?.facts?.decoder { try checkLoss(call, decoder) }
      return .foreseen(.evaluation)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"], let images = call["images"]?.batchSource,
        let loss = call.text("loss").flatMap(Loss.init(rawValue:))
      else { return .none }
      try TrainingOfCall.checkImages(of: call, model: Value.model(model).facts)
      try checkLoss(call, model.decoder.description)
      guard let mean = model.meanLoss(over: images, loss: loss, compute: session.compute) else {
        throw call.error(at: "images", "there is no image to measure")
      }
      return .evaluation(Evaluation(count: images.count, lossName: loss.name, loss: mean))
    })

  private static func checkLoss(_ call: Call, _ decoder: NetworkDescription) throws {
    guard let loss = call.text("loss").flatMap(Loss.init(rawValue:)) else { return }
    do { try loss.check(decoder: decoder) } catch { throw call.error(at: "loss", "\(error)") }
  }
}
