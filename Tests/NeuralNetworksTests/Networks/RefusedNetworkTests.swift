import NeuralNetworks
import TensorMath
import Testing

@Suite struct RefusedNetworkTests {
  private let image = SampleShape.image(channels: 64, height: 8, width: 8)

  private func shapes(_ input: SampleShape, _ lines: String...) -> String {
    message { _ = try NetworkDescription(input, lines).shapes() }
  }

  @Test func layersThatLeaveNothingOrTooMuchAreRefused() {
    #expect(
      shapes(image, "conv_transpose2d 16 kernel=1 padding=4")
        == "layer 1 (`conv_transpose2d 16 kernel=1 padding=4`): `conv_transpose2d` leaves nothing of 64x8x8: "
        + "its padding, 4x4, takes away every row or column")
    #expect(
      shapes(image, "relu", "conv_transpose2d 65536 stride=1024")
        == "layer 2 (`conv_transpose2d 65536 stride=1024`): the output of `conv_transpose2d` for 64x8x8 is larger than "
        + "268435456 numbers a sample")
    #expect(
      shapes(image, "unflatten 64x8x8")
        == "layer 1 (`unflatten 64x8x8`): `unflatten` expects a vector, and gets 64x8x8: put `flatten` before it")
    #expect(
      shapes(.vector(5), "conv_transpose2d 2")
        == "layer 1 (`conv_transpose2d 2`): `conv_transpose2d` expects channels, height and width, "
        + "and gets a vector of 5: put `unflatten` before it")
    #expect(shapes(.vector(0)) == "no network takes 0")
    #expect(shapes(.image(channels: .max, height: 2, width: 2)) == "no network takes \(Int.max)x2x2")
  }

  @Test("Repeats of repeats that stand for more layers than anyone counts are refused at once")
  func repeatsOfRepeats() throws {
    let lines = [String](repeating: "repeat 1000", count: 12) + ["relu"] + [String](repeating: "end", count: 12)
    let network = NetworkDescription(input: image, layers: try LayerTable.layers(lines))
    let refused = "layer 1 (`repeat 1000`): `repeat` stands for more than 10,000 layers: repeat fewer"
    #expect(message { _ = try network.shapes() } == refused)
    #expect(message { try AutoencoderDescription(encoder: network, decoder: network).check() }.contains(refused))
    let many = NetworkDescription(input: image, layers: try LayerTable.layers(["repeat 1000", "relu", "end"]))
    #expect(try many.output() == image)
  }

  @Test func encodersAndDecodersThatDoNotMeetAreRefused() throws {
    func check(_ encoder: [String], _ input: Int, _ decoder: [String], memory: Int? = nil) -> String {
      message {
        try AutoencoderDescription(
          encoder: NetworkDescription(.vector(4), encoder), decoder: NetworkDescription(.vector(input), decoder)
        ).check(memory: memory)
      }
    }
    #expect(check(["linear 2"], 3, ["linear 4"]) == "the encoder makes 2, and the decoder takes 3")
    #expect(check(["linear 2"], 2, ["linear 5"]) == "the encoder takes 4, and the decoder makes 5")
    #expect(
      check(["conv2d 2"], 2, ["linear 5"])
        == "encoder, layer 1 (`conv2d 2`): `conv2d` expects channels, height and width, and gets a vector of 4: "
        + "put `unflatten` before it")
    #expect(
      check(["linear 2"], 2, ["relu", "unflatten 3"])
        == "decoder, layer 2 (`unflatten 3`): `unflatten` makes 3, which is 3 numbers, and gets 2")
    #expect(
      check(["linear 2"], 2, ["linear 4"], memory: 10167) == "the model needs 10168 bytes to train, and 10167 are there"
    )
    #expect(check(["linear 2"], 2, ["linear 4"], memory: 21344) == "nothing is thrown")
  }

  @Test func theArticlesNetworkIsNotMadeInEverySize() {
    func article(_ latent: Int, _ width: Int, _ input: SampleShape) -> String {
      message { _ = try NetworkDescription.article(latent: latent, width: width, input: input) }
    }
    let usual = SampleShape.image(channels: 3, height: 32, width: 32)
    #expect(
      article(200, 16, .vector(32))
        == "the article's network takes images of channels, height and width, and gets 32")
    #expect(article(0, 16, usual) == "`latent` is 0, and must be a whole number from 1 to 16777216")
    #expect(article(.max, 16, usual) == "`latent` is \(Int.max), and must be a whole number from 1 to 16777216")
    #expect(article(200, -1, usual) == "`width` is -1, and must be a whole number from 1 to 16384")
  }

  @Test func crossEntropyNeedsNumbersBetweenZeroAndOne() throws {
    func check(_ loss: String, _ decoder: NetworkDescription) -> String {
      message { try Objective.of(loss).check(decoder: decoder, image: decoder.output()) }
    }
    let decoder = try NetworkDescription.article(latent: 200).decoder
    let way = "end it with `sigmoid`, or choose `mse` or `l1`"
    #expect(
      check("bce", decoder)
        == "`bce` compares numbers between 0 and 1, and the decoder ends in `conv_transpose2d 3 padding=1`: \(way)")
    #expect(
      check("bce", NetworkDescription(input: .vector(3)))
        == "`bce` compares numbers between 0 and 1, and the decoder ends in `nothing`: \(way)")
    #expect(check("bce", try NetworkDescription(.vector(3), ["sigmoid"])) == "nothing is thrown")
    #expect(check("bce", try NetworkDescription(.vector(4), ["sigmoid", "unflatten 1x2x2"])) == "nothing is thrown")
    for loss in ["mse", "l1"] { #expect(check(loss, decoder) == "nothing is thrown") }
  }
}
