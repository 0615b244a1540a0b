import Datasets
import NeuralNetworks
import Options
import TensorMath

/// A small autoencoder of the article's plan, on images of 1x8x8.
func smallModel(seed: UInt64 = 0, bottleneck: String = "plain") throws -> Autoencoder {
  var generator = RandomGenerator(seed: seed)
  let network = try NetworkDescription.article(
    latent: 4, width: 2, input: .image(channels: 1, height: 8, width: 8))
  return try Autoencoder(
    AutoencoderDescription(
      encoder: network.encoder, bottleneck: BottleneckTable.table.make(Term(bottleneck)), decoder: network.decoder),
    generator: &generator)
}

/// So many images of 1x8x8, each a ramp of its own, with labels 0 and 1 by turns.
func smallImages(_ count: Int) -> ImageSet {
  var pixels: [UInt8] = []
  for image in 0..<count {
    let slope = 4 + image % 5 * 8
    for pixel in 0..<64 { pixels.append(UInt8(pixel % 8 * slope)) }
  }
  return ImageSet(
    name: "ramps", shape: ImageShape(channels: 1, height: 8, width: 8), classNames: ["even", "odd"], pixels: pixels,
    labels: (0..<count).map { $0 % 2 })
}

/// A stream of random numbers that always begins alike.
func stream() -> RandomStream { RandomStream(RandomGenerator(seed: 0)) }

/// A clock that is a quarter of a second further every time it is looked at.
func tickingClock() -> () -> Double {
  var time = 0.0
  return {
    time += 0.25
    return time
  }
}
