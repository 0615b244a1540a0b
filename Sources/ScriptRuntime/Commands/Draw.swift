import Basics
import Figures
import NeuralNetworks
import ScriptLanguage
import TensorMath

extension CommandRow {
  static let draw = CommandRow(
    name: "draw", summary: "draws a model's architecture, each feature map as a box",
    discussion: """
      Sizes stand below the boxes, weights below the sizes, and the layers between them; reshaping and activations are \
      written with the layer that they follow.
      """,
    arguments: [CommandParameter("model", .value([.model, .network]), required: true, "the model or network")],
    options: FigureOptions.all,
    example: """
      model = autoencoder latent=20 width=4
      draw model save=architecture.svg
      """,
    result: .figure,
    check: { call, foresight in try FigureOptions.check(call, foresight) },
    run: { call, session in
      let stages: [NetworkStage]
      switch call["model"] {
      case .model(let model)?:
        var encoder = try NetworkStages.of(model.encoder.description, part: .encoder)
        if encoder.count > 1 { encoder[encoder.count - 1].part = .bottleneck }
        // The decoder's input is the encoder's output.
        stages = encoder + (try NetworkStages.of(model.decoder.description, part: .decoder)).dropFirst()
      case .network(let network)?: stages = try NetworkStages.of(network, part: .network)
      default: return .none
      }
      return try session.show(Figure(NetworkDiagram(title: call.text("title"), stages: stages)), for: call)
    })
}

/// A network's feature maps, as they are drawn.
private enum NetworkStages {
  /// The input, and a stage for every layer with weights or for a `flatten` before one; what has no weights of its own is
  /// written with the layer before it.
  static func of(_ network: NetworkDescription, part: NetworkStage.Part) throws -> [NetworkStage] {
    let shapes = try network.shapes()
    let parameters = try network.parameters()
    var stages = [NetworkStage(name: "", shape: shape(shapes[0]), part: part)]
    var reshapesOnly = false
    for (index, layer) in network.layers.enumerated() {
      let count = parameters[index].reduce(0) { $0.plusSaturating($1.count) }
      let isFlatten = type(of: layer).name == "flatten"
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

  /// The layer's name with its kernel, and its stride where it is more than one.
  private static func words(of layer: any LayerKind) -> [String] {
    let kernel = sides(layer.values["kernel"])
    let stride = sides(layer.values["stride"])
    return [type(of: layer).name + (kernel.isEmpty ? "" : " " + kernel.map(String.init).joined(separator: "×"))]
      + (stride.contains { $0 > 1 } ? ["stride " + Set(stride).sorted().map(String.init).joined(separator: "×")] : [])
  }

  private static func sides(_ value: OptionValue?) -> [Int] {
    switch value {
    case .integer(let side)?: [side, side]
    case .pair(let height, let width)?: [height, width]
    default: []
    }
  }

  private static func shape(_ shape: SampleShape) -> NetworkStage.Shape {
    switch shape {
    case .vector(let length): .vector(length)
    case .image(let channels, let height, let width): .image(channels: channels, height: height, width: width)
    }
  }
}
