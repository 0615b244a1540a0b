import NeuralNetworks
import TensorMath
import TestSupport

/// A small but complete network, with an odd number of everything, and batches for it.
enum TrainingSample {
  static let image = SampleShape.image(channels: 3, height: 10, width: 10)

  /// Convolutions of stride 1 and 2 and transposed ones, linear layers, ReLU, GELU and an activation at the end.
  static func model(output: String? = nil, seed: UInt64 = 3) throws -> Autoencoder {
    let encoder = try NetworkDescription(
      image,
      [
        "conv2d 5 padding=1", "relu", "conv2d 7 padding=1 stride=2", "gelu", "conv2d 7 padding=1", "relu", "flatten",
        "linear 9", "relu",
      ])
    let decoder = try NetworkDescription(
      .vector(9),
      [
        "linear 175", "relu", "unflatten 7x5x5", "conv_transpose2d 7 padding=1", "gelu",
        "conv_transpose2d 5 padding=1 stride=2 output_padding=1", "relu", "conv_transpose2d 3 padding=1",
      ] + [output].compactMap(\.self))
    var generator = RandomGenerator(seed: seed)
    return try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
  }

  /// So many images of noise.
  static func batch(_ count: Int, seed: UInt64 = 4) -> Batch {
    var generator = RandomGenerator(seed: seed)
    return Batch(generator.numbers(count * image.elementCount), count: count, shape: image)
  }
}
