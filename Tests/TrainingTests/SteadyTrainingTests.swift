import Datasets
import NeuralNetworks
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
