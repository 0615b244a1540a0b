internal import Basics
internal import TensorMath

extension AutoencoderDescription {
  /// How the layers stand in PyTorch's module; throws where the bottleneck's do not fit.
  func moduleLayout() throws -> ModuleLayout {
    ModuleLayout(self, heads: try encoderWithHeads().layers.count - encoder.layers.count)
  }

  /// Every array of the model by its name in a file, PyTorch's own for the article's network, encoder first; throws where
  /// the parts do not fit.
  func arrays() throws -> [(name: String, description: ParameterDescription)] {
    let layout = try moduleLayout()
    let encoderPart = try encoderWithHeads().leaves().flatMap { leaf in
      leaf.parameters.map { ("\(layout.encoderPath(leaf.layer)).\($0.name)", $0) }
    }
    let decoderPart = try decoder.leaves().flatMap { leaf in
      leaf.parameters.map { ("\(layout.decoderPath(leaf.layer)).\($0.name)", $0) }
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
