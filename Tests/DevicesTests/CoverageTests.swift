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

  @Test(
    "A layer", arguments: ["max_pool2d 2", "batch_norm2d", "conv2d 4 padding=1 padding_mode=reflect", "dropout 0.5"])
  func layer(line: String) throws {
    let description = try layers(["conv2d 4 padding=1", line])
    let script = try LayerTable.layer(line).script
    #expect(
      Self.message { () throws(DeviceError) in try description.checkDevice() }
        == "layer 2 of the encoder, `\(script)` is not computed on a device yet: choose `device cpu`")
  }

  @Test("A layer within a repeat") func layerOfRepeat() throws {
    let description = try layers(["repeat 2", "conv2d 3 padding=1", "max_pool2d 1", "end"])
    #expect(
      Self.message { () throws(DeviceError) in try description.checkDevice() }
        .hasPrefix("layer 1 of the encoder, `max_pool2d"))
  }

  @Test("What is covered") func covered() throws {
    let description = try layers(["repeat 2", "conv2d 3 padding=1", "relu", "end"])
    #expect(Self.message { () throws(DeviceError) in try description.checkDevice() } == "nothing is thrown")
    let article = try AutoencoderDescription.article(latent: 200)
    #expect(Self.message { () throws(DeviceError) in try article.checkDevice() } == "nothing is thrown")
  }

  @Test("A bottleneck, a loss and an optimiser") func others() throws {
    let variational = try AutoencoderDescription.article(
      latent: 4, bottleneck: BottleneckTable.table.make(Term("variational")))
    #expect(
      Self.message { () throws(DeviceError) in try variational.checkDevice() }
        == "the bottleneck `variational` is not computed on a device yet: choose `device cpu`")
    #expect(
      Self.message { () throws(DeviceError) in try Objective.of("ssim").checkDevice() }
        == "the loss `ssim` is not computed on a device yet: choose `device cpu`")
    let optimizer = try #require(OptimizerTable.table["rmsprop"]).make()
    #expect(
      Self.message { () throws(DeviceError) in try optimizer.checkDevice() }
        == "the optimiser `rmsprop` is not computed on a device yet: choose `device cpu`")
  }
}
