import Datasets
import NeuralNetworks
import ScriptLanguage
import Training

extension CommandRow {
  static let encode = CommandRow(
    name: "encode", summary: "gives the codes of images",
    arguments: [
      CommandParameter("model", .value([.model]), required: true, "the model"),
      CommandParameter("images", .value([.data, .images]), required: true, "the images"),
    ],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      codes = encode model test
      """,
    result: .codes,
    check: { call, _ in
      try TrainingOfCall.checkImages(of: call, model: call["model"]?.facts)
      var facts = Foreseen(.codes)
      facts.count = call["images"]?.facts?.count
      facts.latent = call["model"]?.facts?.latent
      return .foreseen(facts)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"], let images = call["images"] else { return .none }
      try TrainingOfCall.checkImages(of: call, model: Value.model(model).facts)
      guard let source = images.batchSource else { return .none }
      let values = model.encode(source, compute: session.compute)
      switch images {
      case .data(let set):
        return .codes(
          Codes(latent: model.latentSize, values: values, labels: set.labels, classNames: set.classNames))
      case .images(let images):
        return .codes(
          Codes(latent: model.latentSize, values: values, labels: images.labels, classNames: images.classNames))
      default: return .none
      }
    })
}
