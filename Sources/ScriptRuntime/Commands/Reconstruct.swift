import Datasets
import NeuralNetworks
import ScriptLanguage
import Training

extension CommandRow {
  static let reconstruct = CommandRow(
    name: "reconstruct", summary: "gives images as a model redraws them from their codes",
    arguments: [
      CommandParameter("model", .value([.model]), required: true, "the model"),
      CommandParameter("images", .value([.data, .images]), required: true, "the images"),
    ],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      redrawn = reconstruct model test
      show redrawn
      """,
    result: .images,
    check: { call, _ in
      try TrainingOfCall.checkImages(of: call, model: call["model"]?.facts)
      var facts = call["images"]?.facts ?? Foreseen(.images)
      facts.type = .images
      return .foreseen(facts)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"] else { return .none }
      try TrainingOfCall.checkImages(of: call, model: Value.model(model).facts)
      switch call["images"] {
      case .data(let set)?: return .images(model.reconstruct(set, compute: session.compute))
      case .images(let images)?: return .images(model.reconstruct(images, compute: session.compute))
      default: return .none
      }
    })
}
