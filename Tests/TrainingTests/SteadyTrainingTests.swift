import Basics
import Datasets
import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing
import Training

/// A training allocates nothing from step to step: not for a batch, not for the log, not for the events.
@Suite(.serialized) struct SteadyTrainingTests {
  /// What the images of a training can be: all that were loaded, some in a row, some picked, or numbers.
  enum Source: CaseIterable {
    case all, part, picked, numbers

    func images() throws -> any BatchSource {
      switch self {
      case .all: smallImages(200)
      case .part: smallImages(220)[20..<220]
      case .picked: try smallImages(220).picking((0..<200).map { $0 * 7 % 220 })
      case .numbers: smallImages(200).normalised()
      }
    }
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: Source.allCases, [1, 3])
  func noStepAllocates(source: Source, threads: Int) throws {
    let images = try source.images()
    _ = try withEachInstructionSet { try countSteps(images, ComputeContext(threads: threads, instructions: $0)) }
  }

  private func countSteps(_ images: any BatchSource, _ compute: ComputeContext) throws {
    let model = try smallModel()
    // Thirteen steps an epoch, the last of eight images; the log's array has to grow in between.
    let trainer = Trainer(
      model, configuration: TrainingConfiguration(epochs: 6, batchSize: 16), compute: compute, now: tickingClock())
    // What the language's runtime makes once in a process is no part of it.
    _ = trainer.run(on: images, validating: smallImages(20), random: stream())
    var counted = [Int](repeating: -1, count: 6 * 13)
    let count = AllocationCount(on: compute.team)
    var before = 0
    let log = trainer.run(on: images, validating: smallImages(20), random: stream()) { event in
      switch event {
      case .step(let progress):
        // From the end of the step before, or from the end of the epoch before.
        counted[progress.step - 1] = count.allocations - before
        before = count.allocations
      default: before = count.allocations
      }
    }
    #expect(log.batchLosses.count == counted.count)
    // The first step makes the batch, and no other makes anything, the smaller last ones and those after them included.
    #expect(counted == [counted[0]] + [Int](repeating: 0, count: 6 * 13 - 1))
  }

  /// A training in which much is random, clipped, scheduled and measured; which of each table is `number`'s.
  private static func configuration(_ number: Int) throws -> TrainingConfiguration {
    func term<Product>(_ table: OptionTable<Product>, _ values: OptionValues = OptionValues()) -> Product {
      let name = table.names[number % table.names.count]
      return table.make(Term(name, values))
    }
    let values: [String: OptionValues] = [
      "gaussian": OptionValues(["deviation": 0.3]), "mask": OptionValues(["share": 0.3]),
      "salt-pepper": OptionValues(["share": 0.1]), "shift": OptionValues(["right": 1]),
      "rotate": OptionValues(["degrees": 20.0]), "cover": OptionValues(["share": 0.5]),
      "blur": OptionValues(["deviation": 0.7]),
      "step": OptionValues(["epochs": 2]), "exponential": OptionValues(["factor": 0.9]),
      "warmup": OptionValues(["steps": 9]), "crop": OptionValues(["border": 1]),
    ]
    func made<Product>(_ table: OptionTable<Product>) -> Product {
      term(table, values[table.names[number % table.names.count]] ?? OptionValues())
    }
    var configuration = TrainingConfiguration(epochs: 3, batchSize: 16)
    configuration.corruption = made(CorruptionTable.table)
    configuration.corruptsValidation = number % 2 == 0
    configuration.schedule = made(ScheduleTable.table)
    configuration.optimizer = made(OptimizerTable.table)
    configuration.augmentations = AugmentationTable.table.names.map {
      AugmentationTable.table.make(Term($0, values[$0] ?? OptionValues()))
    }
    configuration.clipping = number % 2 == 0 ? .norm(0.01) : .value(0.01)
    configuration.order = number % 2 == 0 ? ShuffledOrder() : FileOrder()
    configuration.dropsLast = number % 3 == 0
    configuration.keepsBest = true
    // As many as fit images that small.
    configuration.metrics = MetricTable.table.names.map { MetricTable.table.make(Term($0)) }.filter {
      (try? $0.check(image: .image(channels: 1, height: 8, width: 8))) != nil
    }
    if number % 2 == 1 {
      let losses = ["mse", "l1", "huber"]
      configuration.objective = Objective(TermSum(losses.map { WeightedTerm(weight: 0.3, term: Term($0)) }))
      configuration.beta = Ramp(to: 0.5, steps: 20)
    }
    return configuration
  }

  /// As many trainings as the longest of the tables has rows.
  @Test(.enabled(if: AllocationCount.isPossible), arguments: 0..<7)
  func noStepAllocatesWhateverIsAsked(number: Int) throws {
    let rows = [
      CorruptionTable.table.names.count, ScheduleTable.table.names.count, OptimizerTable.table.names.count,
    ]
    #expect(rows.max() == 7)
    let compute = ComputeContext(threads: 2)
    let configuration = try Self.configuration(number)
    let bottlenecks = BottleneckTable.table.names
    let model = try smallModel(bottleneck: bottlenecks[number % bottlenecks.count])
    let targets = number % 3 == 1 ? smallImages(200) : nil
    let trainer = Trainer(model, configuration: configuration, compute: compute, now: tickingClock())
    _ = trainer.run(on: smallImages(200), targets: targets, validating: smallImages(20), random: stream())
    var counted: [Int: Int] = [:]
    counted.reserveCapacity(100)
    let count = AllocationCount(on: compute.team)
    var before = 0
    let log = trainer.run(
      on: smallImages(200), targets: targets, validating: smallImages(20), random: stream()
    ) { event in
      if case .step(let progress) = event {
        counted[progress.step] = count.allocations - before
      }
      before = count.allocations
    }
    // The first step of an epoch comes behind its order, which is memory of its own.
    let steps = configuration.dropsLast ? 12 : 13
    #expect(log.batchLosses.count == 3 * steps && counted.count == 3 * steps)
    #expect(counted.filter { $0.key % steps != 1 && $0.value > 0 } == [:])
  }

  @Test
  func moreEpochsThanCanBeCountedAreNoTrap() throws {
    let stop = StopFlag()
    let log = Trainer(
      try smallModel(), configuration: TrainingConfiguration(epochs: .max - 1, batchSize: 16),
      compute: ComputeContext(threads: 1), now: tickingClock()
    ).run(on: smallImages(40), random: stream(), stop: stop) { event in
      if case .step(let progress) = event, progress.step == 4 {
        #expect(progress.steps == .max)
        stop.set()
      }
    }
    #expect(log.batchLosses.count == 4)
  }
}
