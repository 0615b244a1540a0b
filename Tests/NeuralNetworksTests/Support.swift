import NeuralNetworks
import TensorMath

/// The whole message of what `body` throws.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing is thrown"
  } catch {
    return "\(error)"
  }
}

extension NetworkDescription {
  /// A network from lines as a script writes them.
  init(_ input: SampleShape, _ lines: [String]) throws {
    self.init(input: input, layers: try LayerTable.layers(lines))
  }

  /// The network over arrays, with new ones for its gradient and its state.
  func network(_ values: FloatSlice, gradient: FloatSlice) throws -> Network {
    try Network(self, over: Network.Arrays(values: values, gradient: gradient))
  }
}

extension Pass {
  /// A pass that trains, drawing from a generator of its own.
  static func test(_ compute: ComputeContext, seed: UInt64 = 0) -> Pass {
    .training(compute, random: RandomStream(RandomGenerator(seed: seed)))
  }
}

extension Autoencoder {
  /// Leaves nothing of what an optimiser remembers.
  func forgetOptimizer() { optimizerState = nil }

  /// Sets an optimiser's memory to what another run left, each array in the order of the weights.
  func restore(_ rule: any WeightUpdate, step: Int, slots: [[Float]]) {
    let state = state(for: rule)
    state.step = step
    for (slot, values) in zip(state.slots, slots) {
      for (place, value) in values.enumerated() { slot[place] = value }
    }
  }
}

/// Small models for tests.
enum SmallModel {
  static let image = SampleShape.image(channels: 1, height: 4, width: 4)

  /// The article's network, as small as it goes.
  static func article(seed: UInt64 = 1) throws -> Autoencoder {
    let (encoder, decoder) = try NetworkDescription.article(latent: 3, width: 1, input: image)
    var generator = RandomGenerator(seed: seed)
    return try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
  }

  /// A network of another form, with rectangular kernels and options away from their defaults.
  static func other(seed: UInt64 = 1) throws -> Autoencoder {
    let shape = SampleShape.image(channels: 2, height: 5, width: 6)
    let encoder = try NetworkDescription(
      shape,
      ["conv2d 3 kernel=3x2 stride=2x1 padding=1x0 bias=no", "leaky_relu slope=0.2", "flatten", "linear 4", "tanh"])
    let decoder = try NetworkDescription(
      .vector(4),
      [
        "linear 18 bias=no", "gelu", "unflatten 2x3x3", "conv_transpose2d 2 kernel=1x2 stride=2x2 output_padding=0",
        "sigmoid",
      ])
    var generator = RandomGenerator(seed: seed)
    return try Autoencoder(encoder: encoder, decoder: decoder, initialization: .pytorch, generator: &generator)
  }
}
