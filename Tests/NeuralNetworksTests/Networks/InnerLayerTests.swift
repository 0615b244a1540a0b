import NeuralNetworks
import TensorMath
import Testing

/// What layers make, one by one, also inside of others.
@Suite(.serialized) struct InnerLayerTests {
  private static let image = SampleShape.image(channels: 2, height: 6, width: 6)
  private static let encoder = [
    "conv2d 3", "relu", "repeat 2", "conv2d 3 padding=1", "relu", "end", "residual", "conv2d 3 padding=1", "relu",
    "conv2d 3 padding=1", "end", "relu", "flatten", "linear 5",
  ]

  private func model() throws -> Autoencoder {
    let encoder = NetworkDescription(input: Self.image, layers: try LayerTable.layers(Self.encoder))
    var generator = RandomGenerator(seed: 7)
    return try Autoencoder(
      encoder: encoder,
      decoder: NetworkDescription(
        input: .vector(5), layers: try LayerTable.layers(["linear 72", "unflatten 2x6x6", "tanh"])),
      generator: &generator)
  }

  private func images() -> Batch {
    var generator = RandomGenerator(seed: 3)
    let batch = Batch(capacity: 2, shape: Self.image)
    batch.load((0..<144).map { _ in generator.uniform(from: -1, to: 1) }, count: 2)
    return batch
  }

  @Test("Layers inside of others are listed by the places at which they compute")
  func places() throws {
    let layers = try NetworkDescription(input: Self.image, layers: LayerTable.layers(Self.encoder)).innerLayers()
    #expect(
      layers.map(\.numbers) == [
        "1", "2", "3", "3,1,1", "3,1,2", "3,2,1", "3,2,2", "4", "4,1", "4,2", "4,3", "5", "6", "7",
      ])
    #expect(layers.map(\.prefix)[5] == "1.0.")
    #expect(layers.map(\.prefix)[8] == "body.0.")
  }

  @Test("A rectifier makes of what the layer before it makes what is positive of it, wherever they stand")
  func rectifiers() throws {
    let (model, images, compute) = (try model(), images(), ComputeContext(threads: 1))
    let layers = try model.encoder.description.innerLayers()
    func values(_ numbers: String) throws -> [Float] {
      let layer = try #require(layers.first { $0.numbers == numbers })
      return model.output(behind: layer, of: images, inDecoder: false, compute: compute).rowMajor()
    }
    for (before, behind) in [("1", "2"), ("3,1,1", "3,1,2"), ("3,2,1", "3,2,2"), ("4,1", "4,2"), ("4", "5")] {
      let linear = try values(before)
      #expect(linear.contains { $0 < 0 }, "\(before)")
      #expect(try values(behind) == linear.map { max($0, 0) }, "\(behind)")
    }
    #expect(try values("3") == values("3,2,2"))
    // What a residual adds to what came in.
    let sum = zip(try values("3"), try values("4,3")).map { $0 + $1 }
    #expect(zip(try values("4"), sum).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(try values("7") == model.encode(images, compute: compute).rowMajor())
  }

  @Test("The decoder's layers are those behind the code")
  func decoder() throws {
    let (model, images, compute) = (try model(), images(), ComputeContext(threads: 1))
    let last = try #require(try model.decoder.description.innerLayers().last)
    #expect(
      model.output(behind: last, of: images, inDecoder: true, compute: compute).rowMajor()
        == model.reconstruct(images, compute: compute).rowMajor())
  }
}
