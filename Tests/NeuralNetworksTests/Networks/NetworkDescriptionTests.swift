import NeuralNetworks
import TensorMath
import Testing

@Suite struct NetworkDescriptionTests {
  private func message(_ input: SampleShape, _ lines: String...) -> String {
    do {
      let layers = try lines.map(LayerTable.layer)
      return "\(try NetworkDescription(input: input, layers: layers).output())"
    } catch {
      return "\(error)"
    }
  }
  private let image = SampleShape.image(channels: 64, height: 8, width: 8)

  @Test func shapeErrorsTeach() {
    #expect(
      message(image, "relu", "linear 200")
        == "layer 2 (`linear 200`): `linear` expects a vector, and gets 64x8x8: put `flatten` before it")
    #expect(
      message(.vector(200), "conv2d 16")
        == "layer 1 (`conv2d 16`): `conv2d` expects channels, height and width, and gets a vector of 200: "
        + "put `unflatten` before it")
    #expect(
      message(image, "conv2d 16 kernel=11 padding=1")
        == "layer 1 (`conv2d 16 kernel=11 padding=1`): the kernel of `conv2d` is 11x11, and its padded input only "
        + "10x10 (from 64x8x8): a smaller kernel or more padding fits")
    #expect(
      message(image, "conv_transpose2d 16 stride=2 output_padding=2")
        == "layer 1 (`conv_transpose2d 16 stride=2 output_padding=2`): `output_padding` of `conv_transpose2d` is 2x2, "
        + "and must be smaller than its stride, 2x2")
    #expect(
      message(.vector(200), "unflatten 3x8x8")
        == "layer 1 (`unflatten 3x8x8`): `unflatten` makes 3x8x8, which is 192 numbers, and gets 200")
    #expect(message(image, "conv2d 16 kernel=3x5 padding=1x2") == "16x8x8")
  }

  /// PyTorch: `[p.numel() for p in layer.parameters()]`; running moments are buffers there, and no parameters.
  @Test func countsOfParametersLeaveOutTheState() throws {
    let layers = try ["batch_norm2d", "conv2d 3 kernel=3", "relu"].map(LayerTable.layer)
    let network = NetworkDescription(input: image, layers: layers)
    #expect(try network.parameterCounts() == [128, 1731, 0])
    #expect(try network.parameterCount() == 1859)
  }

  @Test func unreasonableValuesAreRefused() {
    #expect(
      message(image, "conv2d 16 kernel=0")
        == "`kernel` of `conv2d` is 0, and must be a whole number from 1 to 1024, or two as in `3x5`, height and width")
    #expect(
      message(image, "conv2d 1000000000000")
        == "`channels` of `conv2d` is 1000000000000, and must be a whole number from 1 to 65536")
    #expect(message(image, "conv2d") == "`conv2d` needs `channels`, a whole number from 1 to 65536")
  }

  @Test func articleHasTheArticlesSize() throws {
    let (encoder, decoder) = try NetworkDescription.article(latent: 200)
    #expect(try encoder.output() == .vector(200))
    #expect(try decoder.output() == .image(channels: 3, height: 32, width: 32))
  }

  @Test("The article's network gives images of any size back", arguments: [1, 2, 3, 5, 6, 7, 28, 30, 45, 97])
  func articleFitsEverySide(side: Int) throws {
    for other in [1, 4, 31] {
      let input = SampleShape.image(channels: 1, height: side, width: other)
      let model = try AutoencoderDescription.article(latent: 5, width: 2, input: input)
      #expect(try model.decoder.output() == input)
      try model.check()
      #expect((model.articleFit == nil) == (side % 4 == 0 && other % 4 == 0))
    }
    #expect(
      try AutoencoderDescription.article(latent: 5, input: .image(channels: 3, height: 30, width: 45)).articleFit
        .map { "\($0)" } == "30x45 does not halve evenly twice: it becomes 15x23 and 8x12, and comes back with "
        + "`output_padding=0` and `output_padding=1x0`")
    #expect(try AutoencoderDescription.article(latent: 5).articleFit == nil)
  }

  @Test func hugeModelsAreRefusedBeforeTheyAreMade() throws {
    let wide = try NetworkDescription(
      input: .vector(1 << 24), layers: [LayerTable.layer("linear 16777216")])
    #expect(throws: AutoencoderError.self) {
      try AutoencoderDescription(encoder: wide, decoder: wide).check()
    }
  }
}
