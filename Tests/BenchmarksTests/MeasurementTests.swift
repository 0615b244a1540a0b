import Benchmarks
import Figures
import NeuralNetworks
import TensorMath
import Testing

@Suite(.serialized) struct MeasurementTests {
  /// A clock on which everything takes a second; so that rates follow from counts alone.
  final class Clock {
    private var seconds = 0.0
    func now() -> Double {
      seconds += 1
      return seconds
    }
  }

  static func bench(threads: Int = 2, memoryLimit: Int? = nil) -> Bench {
    Bench(threads: threads, sampling: Sampling(seconds: 0, fewest: 1, now: Clock().now), memoryLimit: memoryLimit)
  }

  static func article() throws -> Architecture { try #require(ArchitectureTable.row("article")) }

  @Test("Batches go round over the images, and never beyond the last")
  func batches() {
    let images = SampleImages.noise(side: 2, count: 7)
    #expect((0..<4).map { images.indices(ofBatch: $0, size: 3) } == [0..<3, 3..<6, 0..<3, 3..<6])
    #expect(images.indices(ofBatch: 5, size: 9) == 0..<7)
  }

  @Test("A step costs three forward passes, less the first layer's input gradient")
  func operationsOfAStep() throws {
    let step = try Self.bench().measureStep(
      of: Self.article(), size: ArchitectureSize(width: 16), batch: 3, peak: nil)
    // Multiply-adds of the article's layers, counted by hand: pixels, taps, channels in and out.
    let encoder = 9 * (1024 * (3 * 16 + 16 * 16) + 256 * (16 * 32 + 32 * 32) + 64 * (32 * 64 + 64 * 64)) + 4096 * 200
    let decoder =
      4096 * 200 + 9 * (64 * (64 * 64 + 64 * 32) + 256 * (32 * 32 + 32 * 16) + 1024 * (16 * 16 + 16 * 3))
    let forward = 2 * (encoder + decoder)
    #expect(step.operations == 3 * forward - 2 * 9 * 1024 * 3 * 16)
    // A step took a second on this clock.
    #expect(step.training.gigaflops == Double(3 * step.operations) / 1e9)
    #expect(step.inference.gigaflops == Double(3 * forward) / 1e9)
    #expect(step.trainingSpeed == 3)
  }

  @Test("As many images as a batch has are enough to make it of; of fewer, or of another size, noise is")
  func images() throws {
    func loss(side: Int, count: Int) throws -> Double {
      let grey = SampleImages(side: side, pixels: [UInt8](repeating: 128, count: 3 * side * side * count))
      return try Self.bench().measureStep(
        of: Self.article(), size: ArchitectureSize(width: 2, latent: 3), batch: 3, images: grey, peak: nil
      ).loss
    }
    let noise = try loss(side: 32, count: 2)
    #expect(try loss(side: 16, count: 12) == noise)
    #expect(try loss(side: 32, count: 3) != noise)
  }

  @Test("The layers' passes are those of the step, and cost together what it costs")
  func layers() throws {
    let size = ArchitectureSize(width: 4, latent: 5)
    let peak = Peak(instructions: "avx2", threads: 2, oneThread: 1, allThreads: 2)
    let report = try Self.bench().measureLayers(of: Self.article(), size: size, batch: 2, peak: peak)
    let step = try Self.bench().measureStep(of: Self.article(), size: size, batch: 2, peak: peak)
    let weighted = report.layers.filter { $0.weightGradient != nil }
    #expect(weighted.reduce(0) { $0 + $1.operations * $1.passes.count } == step.operations)
    #expect(weighted.count == 14)
    #expect(report.layers.map(\.layer).filter { $0 == "relu" }.isEmpty)
    #expect(report.layers[0].inputGradient == nil)
    #expect(report.layers.dropFirst().allSatisfy { $0.inputGradient != nil })
    // 41 passes of a second each: 14 forward, 13 input gradients, 14 weight gradients.
    #expect(report.weighted.bestSeconds == 41)
    #expect(report.weighted.fractionOfPeak == Double(step.operations * 2) / 41 / 1e9 / 2)
    // flatten and unflatten, both ways.
    #expect(report.otherSeconds == 4)
  }

  @Test("Layers without weights are timed too")
  func elementwiseLayers() throws {
    let uva = try #require(ArchitectureTable.row("uva"))
    let report = try Self.bench().measureLayers(
      of: uva, size: ArchitectureSize(width: 2, latent: 3), batch: 2, peak: nil)
    #expect(report.layers.count { $0.layer == "gelu" } == 10)
    #expect(report.layers.last?.layer == "tanh")
    #expect(report.layers.last?.forward.gigaflops == nil)
    #expect(report.weighted.fractionOfPeak == nil)
  }

  @Test("The peak counts what was computed, on one thread and on all")
  func peak() {
    let peak = Self.bench(threads: 3).measurePeak()
    // On this clock both take a second, so that three threads do three times as much.
    #expect(peak.oneThread > 0)
    #expect(abs(peak.allThreads / peak.oneThread - 3) < 1e-9)
    #expect(InstructionSet(rawValue: peak.instructions) != nil)
  }

  @Test("A multiply-add peak does the same sums for every team, finite and normal ones")
  func peakSums() {
    let works = [1, 3].map { MultiplyAddPeak.run(tasks: 5, compute: ComputeContext(threads: $0)) }
    #expect(works[0] == works[1])
    #expect(works[0].sum.isNormal && works[0].sum > 0)
  }

  @Test("A series grows by what it is named for, and leaves out what does not fit")
  func growth() throws {
    let size = ArchitectureSize(width: 2, latent: 3)
    let width = try Self.bench().measureGrowth(over: .width, of: Self.article(), size: size, batch: 1, peak: nil)
    #expect(width.steps.map(\.size.width) == [8, 16, 24, 32, 48, 64])
    #expect(width.steps.allSatisfy { $0.batch == 1 && $0.size.side == 32 })
    #expect(width.leftOut.isEmpty)
    let sizes = try Self.bench(memoryLimit: 8_000_000).measureGrowth(
      over: .size, of: Self.article(), size: size, batch: 1, peak: nil)
    #expect(sizes.steps.map(\.size.side) + sizes.leftOut == [32, 48, 64, 96, 128])
    #expect(!sizes.steps.isEmpty && !sizes.leftOut.isEmpty)
    let threads = try Self.bench(threads: 3).measureGrowth(
      over: .threads, of: Self.article(), size: size, batch: 1, peak: nil)
    #expect(threads.steps.map(\.threads) == [1, 2, 3])
  }
}
