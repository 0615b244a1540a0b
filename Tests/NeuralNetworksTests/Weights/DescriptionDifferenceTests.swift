import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing

/// What a file's description says otherwise than the model that takes its weights, though every shape may be the same.
@Suite struct DescriptionDifferenceTests {
  private static let encoder = ["conv2d 2 padding=1", "relu", "flatten", "linear 3"]
  private static let decoder = ["linear 16", "unflatten 1x4x4", "tanh"]

  private func model(
    _ encoder: [String] = encoder, _ decoder: [String] = decoder, bottleneck: any Bottleneck = PlainBottleneck()
  ) throws -> Autoencoder {
    var generator = RandomGenerator(seed: 1)
    return try Autoencoder(
      AutoencoderDescription(
        encoder: NetworkDescription(.image(channels: 1, height: 4, width: 4), encoder), bottleneck: bottleneck,
        decoder: NetworkDescription(.vector(3), decoder)), generator: &generator)
  }

  /// What is said where the weights of one model are loaded into another.
  private func loading(_ file: Autoencoder, into model: Autoencoder) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    try file.save(to: path)
    let found = message { try model.load(WeightsFile(contentsOf: path)) }
    return found.replacingOccurrences(of: path, with: "m")
  }

  private static let cure = "without `into=` the file opens as the model that it was saved from"

  @Test("A layer of another kind, or with other options, is named with its place")
  func layers() throws {
    #expect(try loading(model(), into: model()) == "nothing is thrown")
    let reflecting = ["conv2d 2 padding=1 padding_mode=reflect"] + Self.encoder.dropFirst()
    #expect(
      try loading(model(reflecting), into: model()) == """
        m: layer 1 of the encoder is `conv2d 2 padding=1 padding_mode=reflect` in the file and `conv2d 2 padding=1` in the \
        model
        \(Self.cure)
        """)
    #expect(
      try loading(model(), into: model(Self.encoder, Self.decoder.dropLast() + ["sigmoid"])) == """
        m: layer 3 of the decoder is `tanh` in the file and `sigmoid` in the model
        \(Self.cure)
        """)
    #expect(
      try loading(model(), into: model(Self.encoder, Array(Self.decoder.dropLast()))) == """
        m: the decoder has 3 layers in the file and 2 in the model
        \(Self.cure)
        """)
  }

  @Test("So is a layer inside another")
  func nested() throws {
    func residual(_ activation: String) -> [String] {
      ["residual", "conv2d 1 padding=1", activation, "end", "flatten", "linear 3"]
    }
    #expect(
      try loading(model(residual("silu")), into: model(residual("gelu"))) == """
        m: layer 1 of the encoder is `silu` in the file and `gelu` in the model
        \(Self.cure)
        """)
  }

  @Test("What stands between the networks is compared too")
  func bottlenecks() throws {
    let variational = BottleneckTable.table.make(Term("variational"))
    #expect(
      try loading(model(bottleneck: variational), into: model()) == """
        m: the bottleneck is `variational` in the file and `plain` in the model
        \(Self.cure)
        """)
  }

  @Test("Images of another size are no difference where all layers are the same")
  func sizes() throws {
    func convolutional(_ side: Int) throws -> Autoencoder {
      var generator = RandomGenerator(seed: UInt64(side))
      return try Autoencoder(
        encoder: NetworkDescription(.image(channels: 1, height: side, width: side), ["conv2d 2 padding=1", "relu"]),
        decoder: NetworkDescription(.image(channels: 2, height: side, width: side), ["conv2d 1 padding=1"]),
        generator: &generator)
    }
    let (small, large) = (try convolutional(4), try convolutional(8))
    #expect(try loading(small, into: large) == "nothing is thrown")
    #expect(small.weights.values == large.weights.values)
  }
}
