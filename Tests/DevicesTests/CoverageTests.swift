import Devices
import NeuralNetworks
import Options
import TensorMath
import Testing

/// What devices lack is named, with the way out; no device is needed to know it.
@Suite struct CoverageTests {
  private static func message(_ body: () throws(DeviceError) -> Void) -> String {
    do {
      try body()
      return "nothing is thrown"
    } catch {
      return "\(error)"
    }
  }

  private func layers(_ encoder: [String]) throws -> AutoencoderDescription {
    AutoencoderDescription(
      encoder: NetworkDescription(
        input: .image(channels: 3, height: 8, width: 8),
        layers: try LayerTable.layers(encoder + ["flatten", "linear 4"])),
      decoder: NetworkDescription(
        input: .vector(4), layers: try LayerTable.layers(["linear 192", "unflatten 3x8x8"])))
  }

  /// A layer that devices know nothing of.
  private struct Unknown: LayerKind {
    let declaration = TermDeclaration("unknown", "nothing")
    let values = OptionValues([:])
    func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }
    func operations(for input: SampleShape) -> Int { 0 }
    func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
      preconditionFailure("Nobody computes it.")
    }
    func pyTorch(for input: SampleShape) throws -> PyTorchModule { try LayerTable.layer("relu").pyTorch(for: input) }
    func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String { x.name }
    static func == (left: Unknown, right: Unknown) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  private func message(around make: ([any LayerKind]) throws -> [any LayerKind]) throws -> String {
    var encoder = try layers(["conv2d 3 padding=1"]).encoder
    encoder.layers.insert(contentsOf: try make([Unknown()]), at: 1)
    let description = AutoencoderDescription(encoder: encoder, decoder: try layers([]).decoder)
    return Self.message { () throws(DeviceError) in try description.checkDevice() }
  }

  @Test("A layer that devices lack, also within others") func layer() throws {
    let message = "layer 2 of the encoder, `unknown` is not computed on a device yet: choose `device cpu`"
    #expect(try self.message { $0 } == message)
    for block in ["repeat 2", "residual"] {
      #expect(try self.message { [try LayerTable.layers([block, "end"])[0].around($0)] } == message)
    }
  }

  @Test("Every layer of the table is covered") func table() throws {
    let lines = [
      "conv2d 4 padding=1 padding_mode=reflect", "batch_norm2d", "group_norm 2", "layer_norm", "relu", "prelu",
      "max_pool2d 2", "upsample 2", "avg_pool2d 2", "adaptive_avg_pool2d 4", "pixel_shuffle 2", "conv_transpose2d 3",
      "dropout", "dropout2d", "softmax", "residual", "repeat 2", "tanh", "end", "end", "leaky_relu", "gelu", "silu",
      "elu", "softplus", "sigmoid", "flatten", "linear 12", "batch_norm1d", "unflatten 3x2x2",
    ]
    let description = try layers(lines)
    #expect(Self.message { () throws(DeviceError) in try description.checkDevice() } == "nothing is thrown")
    let named = Set(lines.map { $0.split(separator: " ")[0] })
    #expect(LayerTable.names.filter { !named.contains(Substring($0)) } == [])
    for name in LossTable.table.names {
      #expect(Self.message { () throws(DeviceError) in try Objective.of(name).checkDevice() } == "nothing is thrown")
    }
    for row in OptimizerTable.table.rows {
      let optimizer = try row.make()
      #expect(Self.message { () throws(DeviceError) in try optimizer.checkDevice() } == "nothing is thrown")
    }
    for name in BottleneckTable.table.names {
      let model = try AutoencoderDescription.article(latent: 4, bottleneck: BottleneckTable.table.make(Term(name)))
      #expect(Self.message { () throws(DeviceError) in try model.checkDevice() } == "nothing is thrown")
    }
  }

  @Test("What is covered") func covered() throws {
    let description = try layers(["repeat 2", "conv2d 3 padding=1", "relu", "end"])
    #expect(Self.message { () throws(DeviceError) in try description.checkDevice() } == "nothing is thrown")
    let article = try AutoencoderDescription.article(latent: 200)
    #expect(Self.message { () throws(DeviceError) in try article.checkDevice() } == "nothing is thrown")
  }
}
