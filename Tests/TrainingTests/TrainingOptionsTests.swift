import Datasets
import NeuralNetworks
import Options
import TensorMath
import Testing
import Training

/// What a training does beside going through the images as they lie.
@Suite(.serialized) struct TrainingOptionsTests {
  let compute = ComputeContext(threads: 2)

  private func run(
    _ model: Autoencoder, _ change: (inout TrainingConfiguration) -> Void, on images: ImageSet = smallImages(40),
    validating validation: ImageSet? = nil, random: RandomStream = stream(),
    report: (TrainingEvent) -> Void = { _ in }
  ) -> TrainingLog {
    var configuration = TrainingConfiguration(epochs: 3, batchSize: 16, optimizer: Optimizer(Adam(), rate: 3e-3))
    change(&configuration)
    return Trainer(model, configuration: configuration, compute: compute, now: tickingClock())
      .run(on: images, validating: validation, random: random, report: report)
  }

  @Test("A last batch that is not full is left out where that is asked for, and only then")
  func lastBatch() throws {
    #expect(run(try smallModel()) { _ in }.batchLosses.count == 9)
    let log = run(try smallModel()) { $0.dropsLast = true }
    #expect(log.stepsPerEpoch == 2)
    #expect(log.batchLosses.count == 6)
    // Fewer images than a batch are a batch all the same.
    #expect(run(try smallModel(), { $0.dropsLast = true }, on: smallImages(5)).batchLosses.count == 3)
  }

  @Test("A shuffled epoch is the loader's permutation, and draws as many words as PyTorch's loaders do")
  func shuffling() throws {
    let random = stream()
    let recorder = Recorder()
    _ = run(
      try smallModel(),
      {
        $0.order = ShuffledOrder()
        $0.epochs = 2
        $0.corruption = recorder
      }, on: numberedImages(40), validating: numberedImages(20), random: random)
    var expected = RandomGenerator(seed: 0)
    var order: [Int] = []
    for _ in 0..<2 {
      order += expected.loaderOrder(40, shuffled: true)
      expected.skipLoaderSeed()
    }
    #expect(recorder.images == order)
    #expect(random.generator.state == expected.state)
  }

  @Test("Without shuffling the loaders still draw their seeds")
  func fileOrder() throws {
    let random = stream()
    _ = run(try smallModel(), { _ in }, validating: smallImages(20), random: random)
    var expected = RandomGenerator(seed: 0)
    for _ in 0..<6 { expected.skipLoaderSeed() }
    #expect(random.generator.state == expected.state)
  }

  @Test("The network sees corrupted images, and is measured against the clean ones; validation is clean unless told")
  func corruption() throws {
    let black = Blackout()
    let clean = run(try smallModel(), { $0.epochs = 1 }, validating: smallImages(20))
    let model = try smallModel()
    let blind = run(
      model,
      {
        $0.epochs = 1
        $0.corruption = black
      }, validating: smallImages(20))
    // What goes in is the same black image every time; what ought to come out differs.
    #expect(blind.batchLosses[0] != clean.batchLosses[0])
    let images = smallImages(20)
    let seen = try #require(try model.meanLoss(over: images, objective: .meanSquaredError, compute: compute))
    #expect(abs(try #require(blind.epochs[0].validationMean) - seen) < 0.2 * seen)
    let corrupted = run(
      try smallModel(),
      {
        $0.epochs = 1
        $0.corruption = black
        $0.corruptsValidation = true
      }, validating: smallImages(20))
    #expect(corrupted.batchLosses == blind.batchLosses)
    #expect(corrupted.epochs[0].validationMean != blind.epochs[0].validationMean)
  }

  @Test("Images with targets of their own are measured against these, whatever the order")
  func targets() throws {
    let images = numberedImages(40)
    func losses(_ targets: ImageSet?) throws -> [Float] {
      var configuration = TrainingConfiguration(epochs: 1, batchSize: 16)
      configuration.order = ShuffledOrder()
      configuration.augmentations = [AugmentationTable.table.make(Term("flip"))]
      return Trainer(try smallModel(), configuration: configuration, compute: compute, now: tickingClock())
        .run(on: images, targets: targets, random: stream()).batchLosses
    }
    #expect(try losses(images) == losses(nil))
    #expect(try losses(smallImages(40)) != losses(nil))
  }

  @Test("The rate of every step is what the schedule says, and lies in the log")
  func schedules() throws {
    let log = run(try smallModel()) { $0.schedule = Countdown() }
    #expect(log.rates == (0..<9).map { Float(3e-3 * Double(9 - $0)) })
    #expect(log.epochs.map { $0.measurements["rate"] } == [7, 4, 1].map { Double(Float(3e-3 * $0)) })
    #expect(log.csv().hasPrefix("step,epoch,split,loss,rate\n1,1,training,\(log.batchLosses[0]),\(log.rates[0])\n"))
    #expect(log.json().contains("\"rates\": [\(log.rates.map { "\($0)" }.joined(separator: ", "))]"))
    let steady = run(try smallModel()) { _ in }
    #expect(steady.rates == [Float](repeating: 3e-3, count: 9))
    #expect(steady.epochs[0].measurements["rate"] == nil)
  }

  @Test(
    "Patience ends a training whose validation no longer falls, and the best weights are kept where that is asked for")
  func patience() throws {
    // With a rate that grows, the loss falls and rises again.
    func train(_ change: (inout TrainingConfiguration) -> Void) throws -> (Autoencoder, TrainingLog) {
      let model = try smallModel()
      let log = run(
        model,
        {
          $0.epochs = 40
          $0.schedule = Growing()
          change(&$0)
        }, validating: smallImages(20))
      return (model, log)
    }
    let (_, whole) = try train { _ in }
    let losses = whole.epochs.compactMap(\.validationMean)
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    try #require(best > 2 && best < 34)
    let (last, ended) = try train { $0.patience = 4 }
    let first = try #require(
      losses.indices.first { end in
        let least = losses[...end].indices.min { losses[$0] < losses[$1] } ?? 0
        return end - least >= 4
      })
    #expect(ended.outcome == .lostPatience)
    #expect(ended.epochs.count == first + 1)
    #expect(ended.keptEpoch == nil)
    let (kept, log) = try train {
      $0.patience = 4
      $0.keepsBest = true
    }
    let epoch = try #require(log.keptEpoch)
    let expected = try #require(log.epoch(epoch)?.validationMean)
    #expect(expected == log.epochs.compactMap(\.validationMean).min())
    #expect(kept.weights.values != last.weights.values)
    let measured = try #require(
      try kept.meanLoss(over: smallImages(20), objective: .meanSquaredError, batchSize: 16, compute: compute))
    // The mean over batches counts the smaller last one as much as the first.
    #expect(abs(measured - expected) < 0.05 * expected)
  }
}

/// Notes which image each sample of a batch is, by its first pixel.
private final class Recorder: Corruption, @unchecked Sendable {
  private(set) var images: [Int] = []

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    result.load(images.rowMajor(), count: images.count)
    let size = images.shape.elementCount
    let values = images.rowMajor()
    for sample in 0..<images.count { self.images.append(Int(((values[sample * size] + 1) / 2 * 255).rounded())) }
  }
}

/// Every image black.
private struct Blackout: Corruption {
  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    result.load([Float](repeating: -1, count: images.count * images.shape.elementCount), count: images.count)
  }
}

/// A rate that falls by the base from step to step.
private struct Countdown: Schedule {
  func rate(at moment: TrainingMoment, base: Double) -> Double { base * Double(moment.steps - moment.step) }
}

/// A rate that grows until a training comes apart.
private struct Growing: Schedule {
  func rate(at moment: TrainingMoment, base: Double) -> Double {
    base * (moment.epoch < 12 ? 1 : Double(moment.epoch * moment.epoch))
  }
}

/// So many images whose first pixel is their number.
private func numberedImages(_ count: Int) -> ImageSet {
  var pixels: [UInt8] = []
  for image in 0..<count { pixels += [UInt8(image)] + [UInt8](repeating: 100, count: 63) }
  return ImageSet(name: "numbers", shape: ImageShape(channels: 1, height: 8, width: 8), pixels: pixels)
}
