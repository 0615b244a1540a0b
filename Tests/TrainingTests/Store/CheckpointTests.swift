import Datasets
import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing
import Training

@Suite(.serialized) struct CheckpointTests {
  @Test("A training that is stopped after any step, on any number of threads, ends with the bits of one that is not")
  func everyStep() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    var training = try KeptTraining()
    let whole = try training.whole()
    #expect(whole.losses.count == 15 && whole.measured.count == 3 && !whole.state.isEmpty)
    for step in 1...14 {
      training.threads = 1 + step % 3
      let log = try training.stopped(in: file) {
        if case .step(let progress) = $0 { progress.step == step } else { false }
      }
      // A stop within the last step of an epoch ends its validation, which is done again.
      #expect(log.outcome == .stopped && log.batchLosses.count == step && log.epochs.count == (step - 1) / 5)
      training.threads = 1 + (step + 1) % 3
      #expect(try training.resumed(from: file) == whole, "stopped after step \(step)")
    }
  }

  @Test("A normal number that was drawn with another one is kept until it is asked for")
  func pendingNumber() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    let random = stream()
    _ = random.generator.normal()
    func trainer(_ model: Autoencoder) -> Trainer {
      Trainer(
        model, configuration: TrainingConfiguration(epochs: 1, batchSize: 16), compute: ComputeContext(threads: 1),
        now: { 0 })
    }
    let model = try smallModel()
    let keeper = try KeptTraining.keeper([.file(file)], .epoch, model: model, random: random)
    _ = trainer(model).run(on: smallImages(20), random: random, keeper: keeper)
    let other = RandomStream(RandomGenerator(seed: 99))
    _ = try trainer(smallModel()).run(on: smallImages(20), random: other, from: Checkpoint(contentsOf: file))
    #expect(other.generator.state == random.generator.state)
    #expect(other.generator.normal() == random.generator.normal())
  }

  @Test("So does one that is stopped between two epochs, and one that is stopped again and again")
  func betweenEpochs() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    let training = try KeptTraining()
    let whole = try training.whole()
    let log = try training.stopped(in: file) {
      if case .epoch(let record, _) = $0 { record.number == 2 } else { false }
    }
    #expect(log.epochs.count == 2 && log.batchLosses.count == 10)
    #expect(try training.resumed(from: file) == whole)
    // The end of a training that went on is kept as well.
    let (model, random) = (try KeptTraining.model(), stream())
    let keeper = try KeptTraining.keeper([.file(file)], .epoch, model: model, random: random)
    #expect(try training.resumed(from: file, keeper: keeper) == whole)
    #expect(try Checkpoint(contentsOf: file).isFinished)
    #expect(try training.resumed(from: file) == whole, "what is over is taken as it is")
  }

  @Test("A checkpoint at the end of an epoch is one to go on from, though nobody stopped the training")
  func unasked() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    let training = try KeptTraining()
    var early: [UInt8] = []
    _ = try training.stopped(in: file) { event in
      if case .step(let progress) = event, progress.step == 6 { early = (try? folder.bytes("a.checkpoint")) ?? [] }
      return false
    }
    #expect(try Checkpoint(contentsOf: file).isFinished)
    try folder.write(early, to: "a.checkpoint")
    let checkpoint = try Checkpoint(contentsOf: file)
    #expect(!checkpoint.isFinished && checkpoint.epoch == 2 && checkpoint.stepOfEpoch == 0 && checkpoint.steps == 5)
    #expect(try training.resumed(from: file) == training.whole())
  }

  @Test("A training that diverges in a later epoch falls back on the same weights, stopped before or not")
  func divergence() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    var training = try KeptTraining()
    training.configuration.keepsBest = false
    training.configuration.schedule = ExplodingSchedule()
    let whole = try training.whole()
    #expect(whole.outcome == .diverged && whole.keptEpoch == 1)
    _ = try training.stopped(in: file) { if case .step(let progress) = $0 { progress.step == 6 } else { false } }
    #expect(try training.resumed(from: file) == whole)
  }

  /// A rate that is a good one for seven steps.
  struct ExplodingSchedule: Schedule {
    func rate(at moment: TrainingMoment, base: Double) -> Double { moment.step < 7 ? base : 1e30 }
  }

  @Test("The end of patience is kept, and what lost it early is not trained on")
  func patience() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    var training = try KeptTraining()
    training.configuration.patience = 1
    training.configuration.optimizer = Optimizer(Adam(), rate: 0)
    training.configuration.epochs = 50
    let whole = try training.whole()
    try #require(whole.outcome == .lostPatience)
    _ = try training.stopped(in: file) { _ in false }
    #expect(try training.resumed(from: file) == whole)
  }

  @Test("No checkpoint is written of weights that are no finite numbers, and a plan of never keeps the end alone")
  func whatIsNotWritten() throws {
    let folder = try TemporaryFolder()
    let training = try KeptTraining()
    _ = try training.stopped(in: folder.file("never.checkpoint"), plan: .never) {
      if case .step(let progress) = $0 { progress.step == 3 } else { false }
    }
    #expect(try folder.names() == [])
    _ = try training.stopped(in: folder.file("never.checkpoint"), plan: .never) { _ in false }
    #expect(try Checkpoint(contentsOf: folder.file("never.checkpoint")).isFinished)
    let (model, random) = (try KeptTraining.model(), stream())
    let keeper = try KeptTraining.keeper([.file(folder.file("nan.checkpoint"))], .epoch, model: model, random: random)
    model.weights[0] = .nan
    keeper.keep(model, TrainingState(epochsBefore: 0, generator: random.generator.state), now: { 0 })
    #expect(try folder.names() == ["never.checkpoint"])
  }

  @Test("A checkpoint that cannot be written is told once, and the training goes on; the earlier file stays")
  func writingFails() throws {
    let folder = try TemporaryFolder()
    let training = try KeptTraining()
    let (model, random) = (try KeptTraining.model(), stream())
    nonisolated(unsafe) var failures: [String] = []
    let keeper = try KeptTraining.keeper(
      [.file(folder.file("none/a.checkpoint"))], .every(0), model: model, random: random
    ) { failures.append("\($0)") }
    let log = Trainer(
      model, configuration: training.configuration, compute: ComputeContext(threads: 1), now: { 0 }
    ).run(on: smallImages(37), validating: smallImages(11), watching: smallImages(2), random: random, keeper: keeper)
    #expect(log.outcome == .finished)
    #expect(
      failures == [
        "\(folder.file("none/a.checkpoint")): found \"No such file or directory\", expected a place to write to"
      ])
  }

  @Test("Whatever byte of a checkpoint is changed or cut off, it is refused with words")
  func damage() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    let training = try KeptTraining()
    _ = try training.stopped(in: file) { if case .step(let progress) = $0 { progress.step == 7 } else { false } }
    let bytes = try folder.bytes("a.checkpoint")
    var generator = SplitMix(state: 5)
    for _ in 0..<600 {
      var damaged = bytes
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
      try folder.write(damaged, to: "b.checkpoint")
      #expect(throws: (any Error).self, "byte \(place)") { try Checkpoint(contentsOf: folder.file("b.checkpoint")) }
      try folder.write(bytes.prefix(place), to: "b.checkpoint")
      #expect(throws: (any Error).self, "\(place) bytes") { try Checkpoint(contentsOf: folder.file("b.checkpoint")) }
    }
  }

  @Test("A checkpoint of another training is refused, and nothing has changed then")
  func anothers() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.checkpoint")
    let training = try KeptTraining()
    _ = try training.stopped(in: file) { if case .step(let progress) = $0 { progress.step == 7 } else { false } }
    func refused(
      epochs: Int = 3, batch: Int = 8, count: Int = 37, watched: Int? = 2, _ model: Autoencoder
    ) throws -> String {
      var configuration = training.configuration
      (configuration.epochs, configuration.batchSize) = (epochs, batch)
      let before = model.weights.values
      do {
        _ = try Trainer(model, configuration: configuration, compute: ComputeContext(threads: 1), now: { 0 }).run(
          on: smallImages(count), watching: watched.map(smallImages), random: stream(),
          from: Checkpoint(contentsOf: file))
        return "taken"
      } catch {
        #expect(model.weights.values == before)
        return "\(error)".replacing(file, with: "a")
      }
    }
    let model = try KeptTraining.model()
    #expect(try refused(epochs: 1, model) == "a: found 1 completed epochs, expected no more than the training's 1")
    #expect(try refused(batch: 4, model) == "a: found the losses of 7 steps, expected those of 12")
    #expect(try refused(count: 40, model) == "a: found an order of 37 images, expected one of 40")
    #expect(
      try refused(watched: 3, model)
        == "a: found reconstructions of other images in epoch 1, expected those of the watched images")
    #expect(try refused(smallModel()) == "a: found 2 terms of the loss, expected 0")
  }

  @Test("Beside a training of its own, a checkpoint takes no more than two hundredths of the time")
  func timer() {
    var timer = CheckpointTimer(.automatic, at: 0, bytes: 18_000_000)
    // The first is taken for one of a tenth of a second.
    #expect(!timer.isDue(at: 4.9, endsEpoch: true))
    #expect(timer.isDue(at: 5.1, endsEpoch: true))
    #expect(!timer.isDue(at: 29.9, endsEpoch: false))
    #expect(timer.isDue(at: 30, endsEpoch: false))
    timer.wrote(from: 30, to: 30.5)
    // Half a second was spent, and another half would be: that is two hundredths of fifty seconds.
    #expect(!timer.isDue(at: 49.9, endsEpoch: true))
    #expect(timer.isDue(at: 50.1, endsEpoch: true))
    #expect(!timer.isDue(at: 60.4, endsEpoch: false))
    #expect(timer.isDue(at: 60.6, endsEpoch: false))
    timer = CheckpointTimer(.every(5), at: 0, bytes: 1 << 40)
    #expect(!timer.isDue(at: 4.9, endsEpoch: true) && timer.isDue(at: 5, endsEpoch: false))
    timer = CheckpointTimer(.epoch, at: 0, bytes: 1 << 40)
    #expect(timer.isDue(at: 0, endsEpoch: true) && !timer.isDue(at: 1e9, endsEpoch: false))
    timer = CheckpointTimer(.never, at: 0, bytes: 0)
    #expect(!timer.isDue(at: 1e9, endsEpoch: true))
  }
}
