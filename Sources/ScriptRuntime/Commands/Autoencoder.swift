import Basics
import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath

extension CommandRow {
  static let autoencoder = CommandRow(
    name: "autoencoder", summary: "makes a model of an encoder and a decoder, with new weights",
    discussion: """
      Either of two networks, or of `latent=`: then it is the article's network, that of the notebook \
      convolutional-autoencoder, fitted to images of any size. Its encoder is six convolutions of 3x3 pixels, two with \
      `width` channels, two with twice and two with four times as many, of which the third and the fifth halve the image, \
      and a linear layer that makes the `latent` numbers of the code; its decoder is the mirror image, of transposed \
      convolutions. A ReLU stands behind each of them but the last. `summary model` lists the layers, and `draw model` \
      draws them.

      Weights are drawn from the session's generator, the encoder's first, as PyTorch draws them after \
      `torch.manual_seed`; `seed` restarts it. The model is a reference: `train` changes it, and `copy` makes another.

      With `bottleneck=variational` codes are drawn from a normal distribution that the encoder gives, which training \
      keeps near the standard one; of the article's network the layer that makes the code becomes the bottleneck's. \
      `encode` then gives the means, and `sample` draws new images.
      """,
    takes: [
      Making.encoder, Making.decoder, Making.latent, Making.width, Making.input, Making.bottleneck,
      Making.initialization,
    ],
    example: """
      seed 0
      model = autoencoder latent=20 width=4
      summary model
      """,
    draws: true, result: .model,
    prepare: Making.init,
    foresee: { call, making, _ in
      var facts = Foreseen(.model)
      facts.model = making?.description
      facts.latent = making?.description.latentSize ?? call.known(Making.latent)
      return .foreseen(facts)
    },
    run: { making, session in
      let random = try session.random
      let model = try Autoencoder(
        making.description, initialization: making.initialization, generator: &random.generator,
        threads: session.settings.threads, memory: session.settings.memoryLimit, unless: session.stop)
      if making.isArticle, let fit = model.description.articleFit {
        session.output.remark("the article's network is fitted: \(fit)")
      }
      return .model(model)
    })
}

/// The model that an `autoencoder` command asks for.
private struct Making {
  static let encoder = ValueKey(
    "encoder", .value([.network]), required: false, "the network from images to codes", convert: \.network)
  static let decoder = ValueKey(
    "decoder", .value([.network]), required: false, "the network from codes to images", convert: \.network)
  static let latent = OptionKey<Int>(
    "latent", .whole(from: 1), unit: "numbers", otherName: "bottleneck",
    "the length of a code, for the article's network")
  static let width = OptionKey<Int>(
    "width", .whole(from: 1), default: 16, unit: "channels", "the channels of the article's first layer")
  static let input = OptionKey<SampleShape>(
    "in", .shape, default: .shape([3, 32, 32]), "the shape of an image, for the article's network")
  static let bottleneck = OptionKey<Term>(
    "bottleneck", .term(BottleneckTable.table.declarations), default: "plain", "what stands between the two")
  static let initialization = OptionKey<Initialization>(
    "init", .choice(of: Initialization.self), default: "article", "how weights are drawn")

  let description: AutoencoderDescription
  let initialization: Initialization
  /// Whether it is the article's network.
  let isArticle: Bool

  /// Throws where the networks are none, are too many, or do not fit each other and into memory.
  init(_ call: Call) throws {
    isArticle = call.isGiven(Self.latent)
    description = try isArticle ? Self.article(call) : Self.ofNetworks(call)
    try Self.check(description, call)
    initialization = try call[Self.initialization]
  }

  private static func article(_ call: Call) throws -> AutoencoderDescription {
    if call.isGiven(encoder) {
      throw call.error(at: latent, "`autoencoder` is made of two networks or of `latent=`, and not of both")
    }
    let (latent, width, input) = (try call[latent], try call[width], try call[input])
    do {
      return try AutoencoderDescription.article(
        latent: latent, width: width, input: input, bottleneck: BottleneckTable.table.make(call[bottleneck]))
    } catch {
      throw call.error(at: call.isGiven(Self.input) ? Self.input : Self.latent, "\(error)")
    }
  }

  private static func ofNetworks(_ call: Call) throws -> AutoencoderDescription {
    for option in [width.declaration, input.declaration] where call.isGiven(option) {
      throw call.error(
        at: option, "`\(option.name)` goes with `latent=`, the article's network",
        expected: "the length of a code too, as in `latent=200`")
    }
    guard call.isGiven(encoder) else {
      throw Diagnostic(
        at: call.command.name.range, "`autoencoder` lacks its networks",
        expected: "`autoencoder ENCODER DECODER` or `autoencoder latent=200`")
    }
    guard call.isGiven(decoder) else {
      throw call.error(at: encoder, "`autoencoder` lacks its decoder", expected: "`autoencoder ENCODER DECODER`")
    }
    return AutoencoderDescription(
      encoder: try call[encoder], bottleneck: BottleneckTable.table.make(try call[bottleneck]),
      decoder: try call[decoder])
  }

  private static func check(_ description: AutoencoderDescription, _ call: Call) throws {
    do {
      try description.check(threads: call.settings.threads, memory: call.settings.memoryLimit)
    } catch {
      switch error {
      case .doesNotFit(let bytes, let available):
        throw call.error(
          at: call.isGiven(latent) ? latent : nil,
          "training this model would take \(MemoryText.needed(bytes)), and \(byteText(available)) are there",
          expected: "a smaller `latent`, a smaller `width`, or smaller layers")
      case .encoder, .decoder, .codesDiffer, .imagesDiffer, .bottleneck:
        let isEncoder = if case .encoder = error { true } else { false }
        throw call.error(at: isEncoder ? encoder : decoder, "\(error)")
      }
    }
  }
}
