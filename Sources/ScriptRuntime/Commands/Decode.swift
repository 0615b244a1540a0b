import Basics
import Datasets
import NeuralNetworks
import ScriptLanguage
import TensorMath
import Training

extension CommandRow {
  static let decode = CommandRow(
    name: "decode", summary: "gives the images that a model's decoder makes of codes",
    arguments: [
      CommandParameter("model", .value([.model]), required: true, "the model"),
      CommandParameter("codes", .value([.codes]), required: true, "the codes"),
    ],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      codes = encode model test
      images = decode model codes
      """,
    result: .images,
    check: { call, _ in
      let model = call["model"]?.facts
      let codes = call["codes"]?.facts
      try check(call, latent: model?.latent, length: codes?.latent)
      var facts = Foreseen(.images)
      facts.count = codes?.count
      if case .image(let channels, let height, let width)? = model?.encoder?.input {
        facts.imageShape = ImageShape(channels: channels, height: height, width: width)
      }
      return .foreseen(facts)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"], case .codes(let codes)? = call["codes"] else { return .none }
      try check(call, latent: model.latentSize, length: codes.latent)
      guard case .image(let channels, let height, let width) = model.imageShape else {
        throw call.error(at: "model", "this model decodes to vectors, which are no images")
      }
      return .images(
        Images(
          shape: ImageShape(channels: channels, height: height, width: width),
          values: model.decode(codes.values, compute: session.compute), labels: codes.labels,
          classNames: codes.classNames))
    })

  private static func check(_ call: Call, latent: Int?, length: Int?) throws(Diagnostic) {
    guard let latent, let length, latent != length else { return }
    throw call.error(
      at: "codes",
      "the model takes codes of \(countText(latent, "number")), and these are \(countText(length, "number")) long")
  }
}
