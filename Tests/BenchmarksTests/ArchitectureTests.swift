import Benchmarks
import NeuralNetworks
import TensorMath
import Testing

@Suite(.serialized) struct ArchitectureTests {
  /// The weights of each row in each of its sizes, as `Tests/Peers/architectures.py` counts them with PyTorch.
  static let parameters: [(key: String, count: Int)] = [
    ("article-8", 857_787), ("article-16", 1_786_795), ("article-32", 3_859_083), ("article-64", 8_860_747),
    ("article-16-latent1000", 8_341_195), ("article-16-side64", 6_714_283), ("article-16-side128", 26_424_235),
    ("article-16-side28-channels1", 1_401_257), ("variational-16", 2_606_195),
    ("gelu-16-latent16", 279_283),
    ("uva-32", 615_755), ("5x5-16", 2_042_283), ("pooled-32", 1_017_771), ("residual-32", 783_179),
    ("depthwise-32", 3_341_067),
  ]

  /// The name and the width, and what else is not as in most rows.
  static func key(_ architecture: Architecture, _ size: ArchitectureSize) -> String {
    "\(architecture.name)-\(size.width)" + (size.latent == 200 ? "" : "-latent\(size.latent)")
      + (size.side == 32 ? "" : "-side\(size.side)")
      + (size.channels == 3 ? "" : "-channels\(size.channels)")
  }

  /// The encoder with what its bottleneck puts behind it, and the decoder.
  private func both(_ description: AutoencoderDescription) throws -> (NetworkDescription, NetworkDescription) {
    (try description.encoderWithHeads(), description.decoder)
  }

  @Test("Every row makes a training step in each of its sizes, and has PyTorch's number of weights")
  func makesAStep() throws {
    let bench = Bench(threads: 2, sampling: Sampling(seconds: 0, fewest: 1, now: { 0 }))
    var counted: [String] = []
    for architecture in ArchitectureTable.rows {
      for size in architecture.sizes {
        let step = try bench.measureStep(of: architecture, size: size, batch: 2, peak: nil)
        #expect(step.loss.isFinite && step.loss > 0)
        #expect(step.batch == 2 && step.threads == 2 && step.network == architecture.name && step.size == size)
        counted.append("\(Self.key(architecture, size)): \(step.parameters)")
      }
    }
    #expect(counted == Self.parameters.map { "\($0.key): \($0.count)" })
  }

  @Test("The layers of every row are measured, those inside of blocks too", arguments: ArchitectureTable.names)
  func measuresLayers(name: String) throws {
    let architecture = try #require(ArchitectureTable.row(name))
    let bench = Bench(threads: 2, sampling: Sampling(seconds: 0, fewest: 1, now: { 0 }))
    let size = ArchitectureSize(width: 8, latent: 3, side: 16)
    let report = try bench.measureLayers(of: architecture, size: size, batch: 2, peak: nil)
    let (encoder, decoder) = try both(architecture.description(size))
    func convolutions(_ layers: [any LayerKind]) -> Int {
      layers.reduce(0) { $0 + ($1.name.hasPrefix("conv") ? 1 : 0) + convolutions($1.body) }
    }
    let measured = report.layers.filter { $0.layer.hasPrefix("conv") }
    #expect(measured.count == convolutions(encoder.layers + decoder.layers))
    #expect(measured.allSatisfy { $0.weightGradient != nil })
  }

  @Test(
    "Every row takes every size of image that is measured", arguments: ArchitectureTable.names, [32, 48, 64, 96, 128])
  func takesEverySize(name: String, side: Int) throws {
    let architecture = try #require(ArchitectureTable.row(name))
    let size = ArchitectureSize(width: 2, latent: 3, side: side)
    let description = try architecture.description(size)
    let (encoder, decoder) = try both(description)
    #expect(try encoder.output() == .vector(description.bottleneck.makesCode ? 6 : 3))
    #expect(try decoder.output() == size.image)
  }

  @Test func theFiveByFiveHasKernelsOfFive() throws {
    let encoder = try #require(ArchitectureTable.row("5x5")).description(ArchitectureSize(width: 4)).encoder
    #expect(encoder.layers[0].script == "conv2d 4 kernel=5 padding=2")
    #expect(encoder.layers[4].script == "conv2d 8 kernel=5 stride=2 padding=2")
  }

  @Test func whatDoesNotFitIsRefusedBeforeItIsMade() throws {
    let architecture = try #require(ArchitectureTable.row("article"))
    #expect(throws: AutoencoderError.self) {
      try architecture.model(ArchitectureSize(width: 16), batch: 64, memory: 1_000_000)
    }
    // The article's network is fitted to any side.
    let decoder = try architecture.description(ArchitectureSize(width: 16, side: 30)).decoder
    #expect(try decoder.shapes().last?.description == "3x30x30")
  }
}
