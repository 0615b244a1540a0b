import Basics
import Datasets
import NeuralNetworks
import Options
import TensorMath
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let count = OptionKey<Int>(
    "count", .whole(1...1_000_000), default: 10, unit: "images", "how many are made")

  static let sample = CommandRow(
    name: "sample", summary: "makes new images: codes drawn at random, decoded",
    discussion: """
      Of a model with a variational bottleneck, whose codes training keeps near the standard normal distribution: from \
      there they are drawn, `torch.randn` of PyTorch.
      """,
    takes: [model, count],
    example: """
      training = load sketches count=64
      model = autoencoder latent=8 width=4 bottleneck=variational
      train model on=training epochs=1
      new = sample model count=20
      show new
      """,
    result: .images,
    prepare: { call in
      if let description = call.facts(model)?.model {
        guard description.bottleneck.makesCode else {
          throw call.error(
            at: model, "codes of this model have no distribution that one could draw from",
            expected: "a model of `autoencoder … bottleneck=variational`")
        }
        guard ImageShape(description.image) != nil else {
          throw call.error(at: model, "this model decodes to vectors, which are no images")
        }
      }
      return (model: try call[model], count: try call[count])
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.images)
      facts.count = call.known(count)
      facts.imageShape = call.facts(model)?.model.flatMap { ImageShape($0.image) }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (model, count) = arguments
      guard let shape = ImageShape(model.imageShape),
        let codes = try model.description.bottleneck.sample(
          count, length: model.latentSize, from: session.random, unless: session.stop)
      else { preconditionFailure("The model was looked at before.") }
      return .images(
        Images(shape: shape, values: try model.decode(codes, compute: session.compute, unless: session.stop)))
    })
}
