internal import TensorMath

/// How the layers of an autoencoder stand in PyTorch's module, from which the names of arrays in files come.
struct ModuleLayout {
  /// Layers one after the other that are one `nn.Sequential`, or a change of shape that is no module.
  struct Part {
    /// The sequence's name within its network; nil where it is the network itself.
    let name: String?
    /// The layers.
    let layers: Range<Int>
    /// Whether it is a call of `view` and no module.
    var isView = false
  }

  /// The parts of the encoder, without the bottleneck's heads.
  let encoder: [Part]
  /// The parts of the decoder.
  let decoder: [Part]
  /// How many layers the bottleneck puts behind the encoder's.
  let heads: Int

  /// The parts of the article's network as the article's classes have them, and of any other as one sequence each.
  init(_ description: AutoencoderDescription, heads: Int) {
    let (encoding, decoding) = (description.encoder.layers.count, description.decoder.layers.count)
    self.heads = heads
    if description.isArticle {
      encoder = [Part(name: "net", layers: 0..<encoding)]
      decoder = [
        Part(name: "linear", layers: 0..<2), Part(name: "view", layers: 2..<3, isView: true),
        Part(name: "conv", layers: 3..<decoding),
      ]
    } else {
      encoder = [Part(name: nil, layers: 0..<encoding)]
      decoder = [Part(name: nil, layers: 0..<decoding)]
    }
  }

  /// What stands before the names of an encoder's layer, the bottleneck's heads among them.
  func encoderPath(_ layer: Int) -> String {
    let own = encoder.last?.layers.upperBound ?? 0
    guard layer >= own else { return "encoder." + Self.place(layer, in: encoder) }
    return heads > 1 ? "bottleneck.\(layer - own)" : "bottleneck"
  }

  /// What stands before the names of a decoder's layer.
  func decoderPath(_ layer: Int) -> String { "decoder." + Self.place(layer, in: decoder) }

  private static func place(_ layer: Int, in parts: [Part]) -> String {
    guard let part = parts.first(where: { $0.layers.contains(layer) }), let name = part.name else { return "\(layer)" }
    return part.isView ? name : "\(name).\(layer - part.layers.lowerBound)"
  }
}

extension AutoencoderDescription {
  /// Whether this is the article's network, in whatever size.
  var isArticle: Bool {
    guard bottleneck.lossName == nil,
      let width = encoder.layers.first?.parameters(for: encoder.input).first?.shape.first,
      let article = try? NetworkDescription.article(latent: latentSize, width: width, input: image)
    else { return false }
    return article.encoder == encoder && article.decoder == decoder
  }
}
