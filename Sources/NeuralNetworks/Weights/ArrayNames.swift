internal import Basics
internal import TensorMath

extension AutoencoderDescription {
  /// Whether this is the article's network, in whatever size.
  private var isArticle: Bool {
    guard let width = try? encoder.parameters().joined().first?.shape.first,
      let article = try? NetworkDescription.article(latent: latentSize, width: width, input: image)
    else { return false }
    return bottleneck.lossName == nil && article.encoder == encoder && article.decoder == decoder
  }

  /// Every array of the model by its name in a file, PyTorch's own for the article's network, encoder first; throws where
  /// the parts do not fit.
  func arrays() throws -> [(name: String, description: ParameterDescription)] {
    let isArticle = isArticle
    let own = encoder.layers.count
    let whole = try encoderWithHeads()
    let heads = whole.layers.count - own
    let encoderPart = try whole.leaves().flatMap { leaf in
      leaf.parameters.map { array in
        guard leaf.layer < own else {
          return ("bottleneck.\(heads > 1 ? "\(leaf.layer - own)." : "")\(array.name)", array)
        }
        return ("encoder.\(isArticle ? "net." : "")\(leaf.layer).\(array.name)", array)
      }
    }
    let decoderPart = try decoder.leaves().flatMap { leaf in
      let place = !isArticle ? "\(leaf.layer)" : leaf.layer == 0 ? "linear.0" : "conv.\(leaf.layer - 3)"
      return leaf.parameters.map { ("decoder.\(place).\($0.name)", $0) }
    }
    return encoderPart + decoderPart
  }

  /// The names of the article's network, which are the same in all sizes.
  static func articleNames() throws -> [String] {
    let (encoder, decoder) = try NetworkDescription.article(
      latent: 1, width: 1, input: .image(channels: 1, height: 4, width: 4))
    return try AutoencoderDescription(encoder: encoder, decoder: decoder).arrays().map(\.name)
  }
}
