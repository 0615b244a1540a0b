import Basics
import Datasets
import NeuralNetworks
import TensorMath
import Testing
import Training

@Suite(.serialized) struct TrainerTests {
  let compute = ComputeContext(threads: 2)

  func trainer(_ model: Autoencoder, epochs: Int = 2, batch: Int = 16, lr: Double = 1e-3) -> Trainer {
    Trainer(
      model,
      configuration: TrainingConfiguration(epochs: epochs, batchSize: batch, optimizer: Optimizer(Adam(), rate: lr)),
      compute: compute, now: tickingClock())
  }

  @Test("The log holds every batch's loss, and every epoch's means, last batches and reconstructions")
  func logIsComplete() throws {
    let model = try smallModel()
    let log = trainer(model).run(
      on: smallImages(40), validating: smallImages(20), watching: smallImages(3), random: stream())
    #expect(log.batchLosses.count == 6)
    #expect(log.stepsPerEpoch == 3)
    #expect(log.epochs.map(\.number) == [1, 2])
    #expect(log.epochs.map(\.step) == [3, 6])
    #expect(log.epochs.map(\.validationLosses.count) == [2, 2])
    #expect(log.epochs[1].trainingLast == Double(log.batchLosses[5]))
    let mean = log.batchLosses[3...].reduce(0) { $0 + Double($1) } / 3
    #expect(log.epochs[1].trainingMean == mean)
    #expect(log.epochs[1].validationLast == Double(try #require(log.epochs[1].validationLosses.last)))
    #expect(log.watched?.count == 3)
    #expect(log.epochs[0].reconstructions?.values.count == 3 * 64)
    #expect(log.epochs[0].reconstructions?.labels == [0, 1, 0])
    #expect(log.outcome == .finished)
    #expect(model.epochs == 2)
  }

  @Test("Training learns: the loss falls below a quarter of its start")
  func lossFalls() throws {
    let log = trainer(try smallModel(), epochs: 100, lr: 3e-3).run(on: smallImages(40), random: stream())
    let first = try #require(log.epochs.first), last = try #require(log.epochs.last)
    #expect(last.trainingMean < first.trainingMean / 4)
  }

  @Test("Two trainings of one epoch leave the same weights as one of two")
  func trainingGoesOn() throws {
    let whole = try smallModel(), parts = try smallModel()
    _ = trainer(whole, epochs: 2).run(on: smallImages(40), random: stream())
    _ = trainer(parts, epochs: 1).run(on: smallImages(40), random: stream())
    let second = trainer(parts, epochs: 1).run(on: smallImages(40), random: stream())
    #expect(second.epochsBefore == 1)
    #expect(second.epochs.map(\.number) == [2])
    #expect(whole.weights.values == parts.weights.values)
  }

  @Test("Any number of threads gives the same bits", arguments: [1, 3, 4])
  func threadsDoNotMatter(threads: Int) throws {
    let two = try smallModel(), other = try smallModel()
    _ = trainer(two).run(on: smallImages(70), random: stream())
    _ = Trainer(
      other, configuration: TrainingConfiguration(epochs: 2, batchSize: 16), compute: ComputeContext(threads: threads),
      now: tickingClock()
    ).run(on: smallImages(70), random: stream())
    #expect(two.weights.values == other.weights.values)
  }

  @Test("A stop is heeded after the step under way, and keeps the model and the log")
  func stopKeepsEverything() throws {
    let model = try smallModel()
    let stop = StopFlag()
    let log = trainer(model).run(on: smallImages(40), random: stream(), stop: stop) { event in
      if case .step(let progress) = event, progress.step == 4 { stop.set() }
    }
    #expect(log.outcome == .stopped)
    #expect(log.batchLosses.count == 4)
    #expect(log.epochs.map(\.number) == [1])
    #expect(model.epochs == 1)
    stop.clear()
    #expect(
      trainer(model, epochs: 1).run(on: smallImages(40), random: stream(), stop: stop).epochs.map(\.number) == [2])
  }

  @Test("A loss that is no number ends the training")
  func divergenceEndsTheTraining() throws {
    let model = try smallModel()
    let before = model.weights.values
    let log = trainer(model, epochs: 50, lr: 1e30).run(on: smallImages(40), random: stream())
    #expect(log.outcome == .diverged)
    #expect(log.keptEpoch == 0 && model.weights.values == before && model.optimizerState == nil)
    #expect(log.divergence?.description == "layer 3 of the encoder, `conv2d 2 padding=1`")
    #expect(log.batchLosses.last?.isFinite == false)
    #expect(log.batchLosses.dropLast().allSatisfy { $0.isFinite })
  }

  @Test("A model that diverges later has the weights of the last epoch that was good")
  func divergenceFallsBack() throws {
    struct Rising: Schedule {
      func rate(at moment: TrainingMoment, base: Double) -> Double { moment.step < 10 ? base : 1e30 }
    }
    func run(epochs: Int, _ schedule: any Schedule) throws -> (Autoencoder, TrainingLog) {
      let model = try smallModel()
      var configuration = TrainingConfiguration(epochs: epochs, batchSize: 10)
      configuration.schedule = schedule
      let log = Trainer(
        model, configuration: configuration, compute: ComputeContext(threads: 2), now: tickingClock()
      ).run(on: smallImages(40), random: stream())
      return (model, log)
    }
    let (good, _) = try run(epochs: 2, ConstantSchedule())
    let (model, log) = try run(epochs: 9, Rising())
    #expect(log.outcome == .diverged && log.epochs.map(\.number) == [1, 2] && log.keptEpoch == 2)
    #expect(log.batchLosses.count > 10 && log.divergence != nil)
    #expect(model.weights.values == good.weights.values && model.epochs == 2)
  }

  /// On a clock that is a quarter of a second further whenever it is looked at, a step takes one, and so does a validation.
  @Test("An epoch has its own seconds, and the time left counts the validations to come")
  func secondsAreThoseOfTheEpoch() throws {
    var left: [Double?] = []
    let log = Trainer(
      try smallModel(), configuration: TrainingConfiguration(epochs: 3, batchSize: 10),
      compute: ComputeContext(threads: 1), now: tickingClock()
    ).run(on: smallImages(40), validating: smallImages(20), random: stream()) { event in
      if case .epoch(_, let progress) = event { left.append(progress.secondsLeft) }
    }
    #expect(log.epochs.map(\.trainingSeconds) == [1, 1, 1])
    #expect(left == [8 * 0.25 + 2 * 0.25, 4 * 0.25 + 0.25, 0])
  }

  @Test("The events tell where the training is")
  func eventsAreInOrder() throws {
    var told: [String] = []
    _ = trainer(try smallModel()).run(on: smallImages(40), validating: smallImages(16), random: stream()) { event in
      switch event {
      case .began(_, let progress): told.append("began of \(progress.steps)")
      case .step(let progress):
        told.append("\(progress.epoch)/\(progress.lastEpoch): \(progress.stepOfEpoch)/\(progress.stepsPerEpoch)")
      case .epoch(let record, let progress):
        told.append("epoch \(record.number), \(progress.secondsLeft == nil ? "unknown" : "known") time left")
      case .ended(let outcome, let progress): told.append("\(outcome) after \(progress.step)")
      }
    }
    #expect(
      told == [
        "began of 6", "1/2: 1/3", "1/2: 2/3", "1/2: 3/3", "epoch 1, known time left", "2/2: 1/3", "2/2: 2/3",
        "2/2: 3/3", "epoch 2, known time left", "finished after 6",
      ])
  }
}
