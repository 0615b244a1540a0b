import Analysis
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
  private static let from = OptionKey<Term>(
    "from", .term(Origin.declarations), default: "prior", "what codes are drawn from")
  private static let data = ValueKey<ImageCollection>.images(
    "data", argument: false, required: false, "the images whose codes a distribution is fitted to")

  /// What codes are drawn from.
  private enum Origin {
    case prior
    /// So many Gaussians, fitted.
    case fitted(Int)

    private static let members = OptionKey<Int>(
      "count", .whole(2...1000), argument: true, required: true, "how many Gaussians")

    static let declarations = [
      TermDeclaration("prior", "the standard normal distribution, which a variational bottleneck keeps codes near"),
      TermDeclaration("gaussian", "one Gaussian with the mean and the whole covariance of the data’s codes"),
      TermDeclaration(
        "mixture", "several Gaussians, each with a variance along each principal direction of the data’s codes",
        options: [members.declaration]),
    ]

    init(_ term: Term) {
      switch term.name {
      case "gaussian": self = .fitted(1)
      case "mixture": self = .fitted(term.values[Self.members])
      default: self = .prior
      }
    }
  }

  static let sample = CommandRow(
    name: "sample", summary: "makes new images: codes drawn at random, decoded",
    discussion: """
      Of a model with a variational bottleneck, whose codes training keeps near the standard normal distribution, they are \
      drawn from there, `torch.randn` of PyTorch. Of any model, `from=gaussian data=…` fits one Gaussian to the codes of \
      images, and `from=mixture(8) data=…` eight of them, by expectation and maximisation; codes are drawn from those, by \
      the session's generator.
      """,
    takes: [model, count, from, data],
    example: """
      training = load sketches count=64
      model = autoencoder latent=8 width=4 bottleneck=variational
      train model on=training epochs=1
      new = sample model count=20
      show new
      plain = autoencoder latent=8 width=4
      others = sample plain count=20 from=gaussian data=training
      more = sample plain count=20 from=mixture(4) data=training
      """,
    draws: true, computes: true, result: .images,
    prepare: { call in
      let origin = call.known(from).map(Origin.init)
      try checkOrigin(call, origin)
      try call.checkRoom(
        for: [call.known(count), call.facts(model)?.model?.image.elementCount], at: count, "so many images",
        expected: "a smaller `count`")
      if let facts = call.facts(data), let latent = call.facts(model)?.latent, let images = facts.count {
        try call.checkMemory(
          images.timesSaturating(latent).timesSaturating(12).plusSaturating(
            latent.timesSaturating(latent).timesSaturating(24)), at: data, "fitting this",
          expected: "fewer images, as `take` gives them")
      }
      try call.checkDecodesToImages(model)
      return (
        call, model: try call[model], count: try call[count], origin: Origin(try call[from]),
        data: try call[ifGiven: data]
      )
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.images)
      facts.count = call.known(count)
      facts.imageShape = call.facts(model)?.model.flatMap { ImageShape($0.image) }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (call, model, count, origin, data) = arguments
      guard let shape = ImageShape(model.imageShape) else { preconditionFailure("The model was looked at before.") }
      let codes: [Float]
      if case .fitted(let members) = origin, let data {
        codes = try fitted(members, to: data, of: model, count, call, session)
      } else if let drawn = try model.description.bottleneck.sample(
        count, length: model.latentSize, from: try session.random, unless: session.stop)
      {
        codes = drawn
      } else {
        preconditionFailure("The model was looked at before.")
      }
      return .images(
        Images(shape: shape, values: try session.decoded(codes, by: model)))
    })

  /// Throws where there is nothing to draw from, as far as that is known.
  private static func checkOrigin(_ call: Call, _ origin: Origin?) throws {
    switch origin {
    case .prior?:
      if let description = call.facts(model)?.model, !description.bottleneck.makesCode {
        throw call.error(
          at: model, "codes of this model have no distribution that one could draw from",
          expected: "a model of `autoencoder … bottleneck=variational`, or `from=gaussian data=…`")
      }
      if call.isGiven(data) {
        throw call.error(at: data, "`data` goes with `from=gaussian` or `from=mixture(8)`")
      }
    case .fitted(let members)?:
      guard call.isGiven(data) else {
        throw call.error(at: from, "there are no codes to fit this to", expected: "the images as `data=…`")
      }
      try call.checkImages(data, suit: model)
      if let found = call.facts(data)?.count, found < max(2, members) {
        throw call.error(
          at: data,
          "\(countText(found, "image")) \(found == 1 ? "is" : "are") too few for \(countText(members, "Gaussian"))",
          expected: "\(max(2, members)) or more")
      }
    case nil: break
    }
  }

  /// Codes that are drawn from a distribution fitted to those of images.
  private static func fitted(
    _ members: Int, to data: ImageCollection, of model: Autoencoder, _ count: Int, _ call: Call, _ session: Session
  ) throws -> [Float] {
    let (compute, stop) = (session.compute, session.stop)
    let codes = try model.encode(session.watched(data.source, "encoding"), compute: compute, unless: stop)
    let random = try session.random
    do {
      let distribution = try CodeDistribution(
        members: members, of: codes, width: model.latentSize, generator: &random.generator, compute: compute,
        unless: stop)
      return try distribution.sample(count, generator: &random.generator, compute: compute, unless: stop)
    } catch let error as PrincipalComponents.NotFinite {
      throw call.error(at: Self.data, "the code of image \(error.row) holds a number that is not finite")
    }
  }
}
