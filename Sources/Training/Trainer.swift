public import Datasets
public import NeuralNetworks
public import TensorMath

/// Trains a model: epochs of batches in the order of the images, validation and reconstructions after each epoch.
///
/// Training goes on from the weights, the epoch and the optimiser state that the model has.
public struct Trainer {
  private let model: Autoencoder
  private let configuration: TrainingConfiguration
  private let compute: ComputeContext
  private let now: () -> Double

  /// Prepares a training; `now` is a clock that counts seconds.
  public init(
    _ model: Autoencoder, configuration: TrainingConfiguration, compute: ComputeContext, now: @escaping () -> Double
  ) {
    precondition(configuration.epochs >= 1 && configuration.batchSize >= 1, "A training has an epoch and a batch.")
    self.model = model
    self.configuration = configuration
    self.compute = compute
    self.now = now
  }

  /// Trains, and gives the log of it.
  ///
  /// A stop that is asked for is heeded after the step under way, or between two batches of validation, whose epoch
  /// then has no record; the weights stay as they are.
  /// - Precondition: The images have the model's shape, and there is at least one to train on.
  public func run(
    on training: any BatchSource, validating validation: (any BatchSource)? = nil, watching watched: ImageSet? = nil,
    stop: StopFlag = StopFlag(), report: (TrainingEvent) -> Void = { _ in }
  ) -> TrainingLog {
    precondition(training.count > 0 && training.sampleShape == model.imageShape, "The model trains on other images.")
    var log = TrainingLog(
      latentSize: model.latentSize, imagesPerEpoch: training.count, batchSize: configuration.batchSize,
      epochsBefore: model.epochs, lossName: configuration.loss.rawValue)
    log.watched = watched?.normalised()
    var progress = TrainingProgress(
      epoch: model.epochs + 1, lastEpoch: model.epochs + configuration.epochs,
      steps: steps(of: log), stepsPerEpoch: log.stepsPerEpoch)
    var gauge = SpeedGauge()
    let batch = Batch(capacity: min(configuration.batchSize, training.count), shape: model.imageShape)
    log.makeRoomForAnEpoch()
    report(.began(log, progress))
    for epoch in 1...configuration.epochs {
      progress.epoch = model.epochs + 1
      progress.stepOfEpoch = 0
      log.outcome = train(on: training, batch, stop: stop, log: &log, progress: &progress, gauge: &gauge, report)
      guard log.outcome == .finished else { break }
      guard let record = finish(epoch, validation, watched, stop: stop, log: log, gauge: &gauge) else {
        log.outcome = .stopped
        break
      }
      model.epochs += 1
      log.epochs.append(record)
      if epoch < configuration.epochs { log.makeRoomForAnEpoch() }
      progress.secondsLeft = gauge.seconds(
        steps: progress.steps - progress.step, validations: configuration.epochs - epoch)
      report(.epoch(record, progress))
    }
    report(.ended(log.outcome, progress))
    return log
  }

  /// The steps of all epochs; the greatest integer when they cannot be counted.
  private func steps(of log: TrainingLog) -> Int {
    let (steps, overflow) = log.stepsPerEpoch.multipliedReportingOverflow(by: configuration.epochs)
    return overflow ? .max : steps
  }

  /// One epoch's steps; none of them allocates once the largest batch has come by.
  private func train(
    on training: any BatchSource, _ batch: Batch, stop: StopFlag, log: inout TrainingLog,
    progress: inout TrainingProgress, gauge: inout SpeedGauge, _ report: (TrainingEvent) -> Void
  ) -> TrainingOutcome {
    var first = 0
    while first < training.count {
      if stop.isSet { return .stopped }
      let start = now()
      let range = first..<min(first + configuration.batchSize, training.count)
      training.fill(batch, count: range.count, compute: compute) { range.lowerBound + $0 }
      let loss = Float(
        model.step(batch, loss: configuration.loss, optimizer: configuration.optimizer, compute: compute))
      gauge.step(images: range.count, seconds: now() - start)
      first = range.upperBound
      log.batchLosses.append(loss)
      progress.step += 1
      progress.stepOfEpoch += 1
      progress.loss = loss
      progress.imagesPerSecond = gauge.imagesPerSecond
      let stepsLeft = progress.steps - progress.step
      let epochsLeft = stepsLeft > 0 ? (stepsLeft - 1) / log.stepsPerEpoch + 1 : 0
      progress.secondsLeft = gauge.seconds(steps: stepsLeft, validations: epochsLeft)
      report(.step(progress))
      guard loss.isFinite else { return .diverged }
    }
    return .finished
  }

  /// What is done at the end of an epoch; nil where it was stopped.
  private func finish(
    _ epoch: Int, _ validation: (any BatchSource)?, _ watched: ImageSet?, stop: StopFlag, log: TrainingLog,
    gauge: inout SpeedGauge
  ) -> EpochRecord? {
    let start = now()
    var losses: [Float] = []
    if let validation {
      guard
        let measured = model.losses(
          over: validation, loss: configuration.loss, batchSize: configuration.batchSize, compute: compute, stop: stop)
      else { return nil }
      losses = measured
    }
    let reconstructions = watched.map { model.reconstruct($0, compute: compute) }
    gauge.validation(seconds: now() - start)
    let own = log.batchLosses.suffix(log.stepsPerEpoch)
    return EpochRecord(
      number: model.epochs + 1, step: log.batchLosses.count, trainingMean: mean(own),
      trainingLast: Double(own.last ?? .nan),
      validationLosses: losses, reconstructions: reconstructions,
      trainingSeconds: gauge.secondsTraining - log.epochs.reduce(0) { $0 + $1.trainingSeconds })
  }
}
