import Basics
import NeuralNetworks
import ScriptLanguage
import TensorMath

extension CommandRow {
  static let autoencoder = CommandRow(
    name: "autoencoder", summary: "makes a model of an encoder and a decoder, with new weights",
    discussion: """
      Either of two networks, or of `latent=`: then it is the article's network. Weights are drawn from the session's \
      generator, the encoder's first, as PyTorch draws them after `torch.manual_seed`; `seed` restarts it. The model is a \
      reference: `train` changes it, and `copy` makes another.
      """,
    arguments: [
      CommandParameter("encoder", .value([.network]), "the network from images to codes"),
      CommandParameter("decoder", .value([.network]), "the network from codes to images"),
    ],
    options: [
      CommandParameter(
        "latent", .whole(minimum: 1), unit: "numbers", "the length of a code, for the article's network"),
      CommandParameter(
        "width", .whole(minimum: 1), default: "16", unit: "channels", "the channels of the article's first layer"),
      CommandParameter("in", .shape, default: "3x32x32", "the shape of an image, for the article's network"),
      CommandParameter(
        "init", .choice(Initialization.allCases.map { .init($0.rawValue, LayerParameters.lowercased($0.summary)) }),
        default: "article", "how weights are drawn"),
    ],
    example: """
      seed 0
      model = autoencoder latent=20 width=4
      summary model
      """,
    result: .model,
    check: { call, foresight in
      guard let (encoder, decoder) = try ModelOfCall.networks(call) else {
        var facts = Foreseen(.model)
        facts.latent = call.whole("latent")
        return .foreseen(facts)
      }
      try ModelOfCall.check(encoder, decoder, call, foresight.settings)
      var facts = Foreseen(.model)
      facts.encoder = encoder
      facts.decoder = decoder
      facts.latent = decoder.input.elementCount
      return .foreseen(facts)
    },
    run: { call, session in
      guard let (encoder, decoder) = try ModelOfCall.networks(call) else { return .none }
      try ModelOfCall.check(encoder, decoder, call, session.settings)
      let initialization = call.text("init").flatMap(Initialization.init(rawValue:)) ?? .article
      return .model(
        try Autoencoder(
          encoder: encoder, decoder: decoder, initialization: initialization, generator: &session.generator,
          threads: session.settings.threads, memory: session.settings.memoryLimit))
    })
}

/// Reads which networks an `autoencoder` command names.
private enum ModelOfCall {
  /// The encoder and decoder; nil where the checker does not know them.
  static func networks(_ call: Call) throws -> (NetworkDescription, NetworkDescription)? {
    if call.isGiven("latent") {
      if call.isGiven("encoder") {
        throw call.error(at: "latent", "`autoencoder` is made of two networks or of `latent=`, and not of both")
      }
      guard let latent = call.whole("latent"), let width = call.whole("width"), case .shape(let sides)? = call["in"]
      else { return nil }
      let input = try NetworkBlock.sampleShape(sides, call)
      do {
        return try NetworkDescription.article(latent: latent, width: width, input: input)
      } catch {
        throw call.error(at: call.isGiven("in") ? "in" : "latent", "\(error)")
      }
    }
    for option in ["width", "in"] where call.isGiven(option) {
      throw call.error(at: option, "`\(option)` goes with `latent=`, the article's network")
    }
    guard call.isGiven("encoder") else {
      throw Diagnostic(
        at: call.command.name.range, "`autoencoder` lacks its networks",
        expected: "`autoencoder ENCODER DECODER` or `autoencoder latent=200`")
    }
    guard call.isGiven("decoder") else {
      throw call.error(at: "encoder", "`autoencoder` lacks its decoder", expected: "`autoencoder ENCODER DECODER`")
    }
    guard case .network(let encoder)? = call["encoder"], case .network(let decoder)? = call["decoder"] else {
      return nil
    }
    return (encoder, decoder)
  }

  /// Throws unless the two fit each other, and into memory.
  static func check(
    _ encoder: NetworkDescription, _ decoder: NetworkDescription, _ call: Call, _ settings: Session.Settings
  ) throws {
    do {
      try Autoencoder.check(
        encoder: encoder, decoder: decoder, threads: settings.threads, memory: settings.memoryLimit)
    } catch {
      switch error {
      case .encoder: throw call.error(at: "encoder", "\(error)")
      case .decoder, .codesDiffer: throw call.error(at: "decoder", "\(error)")
      case .imagesDiffer: throw call.error(at: "decoder", "\(error)")
      case .doesNotFit(let bytes, let available):
        let needs = bytes == .max ? "more memory than can be counted" : "\(byteText(bytes)) of memory"
        throw call.error(
          at: call.isGiven("latent") ? "latent" : nil,
          "training this model would take \(needs), and \(byteText(available)) are there",
          expected: "a smaller `latent`, a smaller `width`, or smaller layers")
      }
    }
  }
}
