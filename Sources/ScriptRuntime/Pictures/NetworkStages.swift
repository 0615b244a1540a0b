import Figures
import NeuralNetworks

/// What is drawn of an architecture: a model's, or a network's alone.
enum NetworkStages {
  case model(AutoencoderDescription)
  case network(NetworkDescription)

  /// The architecture of a value; nil where it has none.
  init?(_ value: Value) {
    switch value {
    case .model(let model): self = .model(model.description)
    case .network(let network): self = .network(network)
    default: return nil
    }
  }

  /// The feature maps as they are drawn.
  func diagram() throws -> NetworkDiagram {
    var drawing = NetworkDrawing()
    switch self {
    case .network(let network):
      try drawing.add(network, part: .network)
    case .model(let model):
      try drawing.add(model.encoder, part: .encoder)
      let heads = try model.encoderWithHeads()
      drawing.addBottleneck(
        heads.layers.dropFirst(model.encoder.layers.count), from: try model.encoder.output(), of: model)
      try drawing.add(model.decoder, part: .decoder)
    }
    return NetworkDiagram(stages: drawing.stages, groups: drawing.groups)
  }
}
