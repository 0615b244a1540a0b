import Benchmarks
import NeuralNetworks
import TensorMath
import Testing

@Suite(.serialized) struct ArchitectureTests {
  /// The weights of each row in each of its widths, as `Tests/Peers/architectures.py` counts them with PyTorch.
  static let parameters: [(name: String, width: Int, count: Int)] = [
    ("article", 8, 857_787), ("article", 16, 1_786_795), ("article", 32, 3_859_083), ("article", 64, 8_860_747),
    ("uva", 32, 615_755), ("5x5", 16, 2_042_283), ("pooled", 32, 1_017_771),
    ("residual", 32, 783_179), ("depthwise", 32, 3_341_067),
  ]

  @Test("Every row makes a training step, and has PyTorch's number of weights", arguments: parameters)
  func makesAStep(name: String, width: Int, count: Int) throws {
    let architecture = try #require(ArchitectureTable.row(name))
    #expect(architecture.widths.contains(width))
    let bench = Bench(threads: 2, sampling: Sampling(seconds: 0, fewest: 1, now: { 0 }))
    let step = try bench.measureStep(of: architecture, size: ArchitectureSize(width: width), batch: 2, peak: nil)
    #expect(step.parameters == count)
    #expect(step.loss.isFinite && step.loss > 0)
    #expect(step.batch == 2 && step.threads == 2 && step.network == name)
  }

  @Test func everyRowAndWidthIsCounted() {
    let measured = ArchitectureTable.rows.flatMap { row in row.widths.map { "\(row.name) \($0)" } }
    #expect(measured == Self.parameters.map { "\($0.name) \($0.width)" })
  }

  @Test(
    "Every row takes every size of image that is measured", arguments: ArchitectureTable.names, [32, 48, 64, 96, 128])
  func takesEverySize(name: String, side: Int) throws {
    let architecture = try #require(ArchitectureTable.row(name))
    let size = ArchitectureSize(width: 2, latent: 3, side: side)
    let (encoder, decoder) = try architecture.networks(size)
    #expect(try encoder.output() == .vector(3))
    #expect(try decoder.output() == size.image)
  }

  @Test func theFiveByFiveHasKernelsOfFive() throws {
    let (encoder, _) = try #require(ArchitectureTable.row("5x5")).networks(ArchitectureSize(width: 4))
    #expect(encoder.layers[0].script == "conv2d 4 kernel=5 padding=2")
    #expect(encoder.layers[4].script == "conv2d 8 kernel=5 stride=2 padding=2")
  }

  @Test func whatDoesNotFitIsRefusedBeforeItIsMade() throws {
    let architecture = try #require(ArchitectureTable.row("article"))
    #expect(throws: AutoencoderError.self) {
      try architecture.model(ArchitectureSize(width: 16), batch: 64, memory: 1_000_000)
    }
    // The article's network is fitted to any side.
    let decoder = try architecture.networks(ArchitectureSize(width: 16, side: 30)).decoder
    #expect(try decoder.shapes().last?.description == "3x30x30")
  }
}
