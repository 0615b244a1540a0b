import NeuralNetworks
import Options
import TensorMath
import Testing

@Suite struct ONNXModelTests {
  /// What each operator of a graph is, reads and makes.
  private func lines(_ graph: ONNXGraph) -> [String] {
    graph.nodes.map { "\($0.type) \($0.inputs.joined(separator: ", ")) -> \($0.output)" }
  }

  private func bytes(_ model: ONNXModel) -> [UInt8] { model.message.pieces.flatMap { $0.withBytes { Array($0) } } }

  @Test("A small model is a graph of its layers, with the names of its arrays in files")
  func graph() throws {
    let model = try ONNXModel(SmallModel.other(), program: "Darkroom 9.9")
    #expect(
      lines(model.graph) == [
        "Conv image, encoder.0.weight -> encoder.0/Conv", "LeakyRelu encoder.0/Conv -> encoder.1/LeakyRelu",
        "Flatten encoder.1/LeakyRelu -> encoder.2/Flatten",
        "Gemm encoder.2/Flatten, encoder.3.weight, encoder.3.bias -> encoder.3/Gemm", "Tanh encoder.3/Gemm -> code",
        "Gemm code, decoder.0.weight -> decoder.0/Gemm", "Mul decoder.0/Gemm, decoder.1/root -> decoder.1/Mul",
        "Erf decoder.1/Mul -> decoder.1/Erf", "Add decoder.1/Erf, decoder.1/one -> decoder.1/Add",
        "Mul decoder.0/Gemm, decoder.1/Add -> decoder.1/Mul_2",
        "Mul decoder.1/Mul_2, decoder.1/half -> decoder.1/Mul_3",
        "Reshape decoder.1/Mul_3, decoder.2/shape -> decoder.2/Reshape",
        "ConvTranspose decoder.2/Reshape, decoder.3.weight, decoder.3.bias -> decoder.3/ConvTranspose",
        "Sigmoid decoder.3/ConvTranspose -> reconstruction",
      ])
    #expect(model.graph.nodes[0].attributes.map(\.name) == ["kernel_shape", "strides", "pads", "dilations", "group"])
    #expect(
      model.graph.nodes[0].attributes.map(\.value) == [
        .integers([3, 2]), .integers([2, 1]), .integers([1, 0, 1, 0]), .integers([1, 1]), .integer(1),
      ])
    #expect(
      model.graph.initializers.map { "\($0.name) \($0.shape)" } == [
        "encoder.0.weight [3, 2, 3, 2]", "encoder.3.weight [4, 45]", "encoder.3.bias [4]", "decoder.0.weight [18, 4]",
        "decoder.1/root []", "decoder.1/one []", "decoder.1/half []", "decoder.2/shape [4]",
        "decoder.3.weight [2, 2, 1, 2]", "decoder.3.bias [2]",
      ])
    #expect(model.graph.inputs.map(\.name) == ["image"])
    #expect(model.graph.outputs.map(\.name) == ["code", "reconstruction"])
    #expect(model.producer == ("Darkroom", "9.9"))
    #expect(model.metadata.map(\.key) == ["program", "input", "output", "darkroom"])
    #expect(model.metadata.prefix(3).map(\.value) == ["Darkroom 9.9", "(x / 255 - 0.5) / 0.5", "-1 to 1"])
    #expect(
      model.documentation
        == "An autoencoder, written by Darkroom 9.9 after no training. It takes `image` [n, 2, 5, 6], "
        + "each number x of 0 to 255 as (x / 255 - 0.5) / 0.5, and makes `code` [n, 4] and `reconstruction` from "
        + "-1 (black) to 1 (white).")
  }

  @Test("The halves of a model are graphs of their own")
  func halves() throws {
    let model = try SmallModel.other()
    model.scale = .brightness
    let encoder = try ONNXModel(model, .encoder)
    let decoder = try ONNXModel(model, .decoder)
    #expect(encoder.graph.inputs.map(\.name) == ["image"] && encoder.graph.outputs.map(\.name) == ["code"])
    #expect(decoder.graph.inputs.map(\.name) == ["code"] && decoder.graph.outputs.map(\.name) == ["reconstruction"])
    #expect(lines(encoder.graph) + lines(decoder.graph) == (try lines(ONNXModel(model).graph)))
    #expect(decoder.metadata.first { $0.key == "output" }?.value == "0 to 1")
  }

  @Test("What comes out has its name even where no operator makes it")
  func identities() throws {
    let image = SampleShape.image(channels: 1, height: 2, width: 2)
    var generator = RandomGenerator(seed: 1)
    let model = try Autoencoder(
      encoder: NetworkDescription(image, ["dropout"]), decoder: NetworkDescription(image, []), generator: &generator)
    #expect(
      lines(try ONNXModel(model).graph) == ["Identity image -> code", "Identity code -> reconstruction"])
  }

  @Test("A variational model's code is the means")
  func variational() throws {
    let image = SampleShape.image(channels: 1, height: 2, width: 2)
    var generator = RandomGenerator(seed: 1)
    let model = try Autoencoder(
      AutoencoderDescription(
        encoder: NetworkDescription(image, ["flatten"]), bottleneck: BottleneckTable.table.make(Term("variational")),
        decoder: NetworkDescription(.vector(3), ["linear 4", "unflatten 1x2x2"])), generator: &generator)
    let graph = try ONNXModel(model, .encoder).graph
    #expect(
      lines(graph) == [
        "Flatten image -> encoder.0/Flatten",
        "Gemm encoder.0/Flatten, bottleneck.weight, bottleneck.bias -> bottleneck/Gemm",
        "Slice bottleneck/Gemm, /start, /end, /axis -> code",
      ])
  }

  @Test("The whole file of the smallest model, byte for byte")
  func wholeFile() throws {
    let image = SampleShape.image(channels: 1, height: 1, width: 1)
    var generator = RandomGenerator(seed: 1)
    let model = try Autoencoder(
      encoder: NetworkDescription(image, ["relu"]), decoder: NetworkDescription(image, ["tanh"]),
      generator: &generator)
    var encoder = try ONNXModel(model, .encoder, program: "D 1")
    encoder.documentation = "d"
    encoder.metadata = [("k", "v")]
    func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
    func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
    let node = text(1, "image") + text(2, "code") + text(3, "encoder.0/Relu") + text(4, "Relu")
    let side: [UInt8] = field(1, [0x08, 1])
    let sides = field(1, text(2, "batch")) + side + side + side
    let type = field(2, field(1, [0x08, 1] + field(2, sides)))
    let graph =
      field(1, node) + text(2, "encoder") + field(11, text(1, "image") + type) + field(12, text(1, "code") + type)
    #expect(
      bytes(encoder) == [0x08, 8] + text(2, "D") + text(3, "1") + text(6, "d")
        + field(7, graph) + field(8, text(1, "") + [0x10, 17])
        + field(14, text(1, "k") + text(2, "v")))
  }
}
