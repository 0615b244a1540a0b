import Basics
import Figures
import NeuralNetworks
import Options
import TensorMath

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

  /// The feature maps, as they are drawn.
  func stages() throws -> [NetworkStage] {
    switch self {
    case .network(let network): return try Self.of(network, part: .network)
    case .model(let model):
      var encoder = try Self.of(model.encoder, part: .encoder)
      if encoder.count > 1 { encoder[encoder.count - 1].part = .bottleneck }
      // The decoder's input is the encoder's output.
      return encoder + (try Self.of(model.decoder, part: .decoder)).dropFirst()
    }
  }

  /// The input, and a stage for every layer with weights or for a `flatten` before one; what has no weights of its own is
  /// written with the layer before it.
  private static func of(_ network: NetworkDescription, part: NetworkStage.Part) throws -> [NetworkStage] {
    let shapes = try network.shapes()
    let counts = try network.parameterCounts()
    var stages = [NetworkStage(name: "", shape: shape(shapes[0]), part: part)]
    var reshapesOnly = false
    for (index, layer) in network.layers.enumerated() {
      let count = counts[index]
      let isFlatten = layer.traits.contains(.reshapes) && shapes[index + 1].sides.count == 1
      let words = words(of: layer)
      if stages.count == 1 || isFlatten || (count > 0 && !reshapesOnly) {
        stages.append(
          NetworkStage(
            name: words[0], details: Array(words.dropFirst()), shape: shape(shapes[index + 1]), parameterCount: count,
            part: part))
      } else {
        stages[stages.count - 1].details += words
        stages[stages.count - 1].shape = shape(shapes[index + 1])
        stages[stages.count - 1].parameterCount = stages[stages.count - 1].parameterCount.plusSaturating(count)
      }
      reshapesOnly = isFlatten
    }
    return stages
  }

  /// The layer's name with its kernel, and its stride where it is more than one; the layers inside in parentheses.
  private static func words(of layer: any LayerKind) -> [String] {
    let inner = layer.body.flatMap(words)
    if let first = inner.first {
      var all = ["\(layer.script) (\(first)"] + inner.dropFirst()
      all[all.count - 1] += ")"
      return all
    }
    let kernel = sides(layer.values["kernel"])
    let stride = sides(layer.values["stride"])
    return [layer.name + (kernel.isEmpty ? "" : " " + kernel.map(String.init).joined(separator: "×"))]
      + (stride.contains { $0 > 1 } ? ["stride " + Set(stride).sorted().map(String.init).joined(separator: "×")] : [])
  }

  private static func sides(_ value: OptionValue?) -> [Int] {
    value.flatMap(Extent.init).map { [$0.height, $0.width] } ?? []
  }

  private static func shape(_ shape: SampleShape) -> NetworkStage.Shape {
    switch shape {
    case .vector(let length): .vector(length)
    case .image(let channels, let height, let width): .image(channels: channels, height: height, width: width)
    }
  }
}
