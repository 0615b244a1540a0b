import Basics
import Datasets
import NeuralNetworks
import TensorMath
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let codes = ValueKey<Value>(
    "codes", .value([.codes, .list, .range]), "the codes, or the numbers of one by hand", convert: { $0 })

  static let decode = CommandRow(
    name: "decode", summary: "gives the images that a model's decoder makes of codes",
    takes: [model, codes],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=10
      codes = encode model test
      images = decode model codes
      between = decode model (0.5 * codes[0] + 0.5 * codes[1])
      """,
    computes: true, result: .images,
    prepare: { call in
      let given = call.value(codes)
      let byHand = given.flatMap(Codes.init(byHand:))
      if byHand == nil, let given, !given.isForeseen, given.type != .codes {
        throw call.error(
          at: codes, "a code by hand is a list of numbers, and this is another",
          expected: "as many numbers as a code has, as in `0.5,-1`")
      }
      let length = byHand?.latent ?? given?.facts?.latent
      if let latent = call.facts(model)?.latent, let length, latent != length {
        throw call.error(
          at: codes,
          "the model takes codes of \(countText(latent, "number")), and these are \(countText(length, "number")) long")
      }
      try call.checkDecodesToImages(model)
      try call.checkRoom(
        for: [byHand?.count ?? given?.facts?.count, call.facts(model)?.model?.image.elementCount], at: codes,
        "so many images", expected: "fewer codes")
      guard let codes = try byHand ?? call[codes].codes, let shape = ImageShape(try call[model].imageShape) else {
        throw NotYetKnown()
      }
      return (model: try call[model], codes: codes, shape: shape)
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.images)
      facts.count = call.value(codes).flatMap(Codes.init(byHand:))?.count ?? call.facts(codes)?.count
      facts.imageShape = call.facts(model)?.model.flatMap { ImageShape($0.image) }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (model, codes, shape) = arguments
      return .images(
        Images(
          shape: shape, values: try session.decoded(codes.values, by: model), labels: codes.labels,
          classNames: codes.classNames))
    })
}
