import Basics
import Datasets
import NeuralNetworks
import TensorMath
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let codes = ValueKey<Codes>.codes()

  static let decode = CommandRow(
    name: "decode", summary: "gives the images that a model's decoder makes of codes",
    takes: [model, codes],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      codes = encode model test
      images = decode model codes
      """,
    result: .images,
    prepare: { call in
      if let latent = call.facts(model)?.latent, let length = call.facts(codes)?.latent, latent != length {
        throw call.error(
          at: codes,
          "the model takes codes of \(countText(latent, "number")), and these are \(countText(length, "number")) long")
      }
      func shape(of image: SampleShape) throws -> ImageShape {
        if let shape = ImageShape(image) { return shape }
        throw call.error(at: model, "this model decodes to vectors, which are no images")
      }
      if let image = call.facts(model)?.model?.image { _ = try shape(of: image) }
      return (model: try call[model], codes: try call[codes], shape: try shape(of: try call[model].imageShape))
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.images)
      facts.count = call.facts(codes)?.count
      facts.imageShape = call.facts(model)?.model.flatMap { ImageShape($0.image) }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (model, codes, shape) = arguments
      return .images(
        Images(
          shape: shape, values: try model.decode(codes.values, compute: session.compute, unless: session.stop),
          labels: codes.labels, classNames: codes.classNames))
    })
}
