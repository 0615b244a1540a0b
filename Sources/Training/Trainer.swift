public import Basics
public import Datasets
public import NeuralNetworks
public import TensorMath

/// Trains a model: epochs of batches, validation and reconstructions after each epoch.
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

  /// Trains, and gives the log of it; whatever is random is drawn from `random`.
  ///
  /// What ought to come out for an image is the image itself, or where there are targets the one in the same place.
  /// A stop that is asked for is heeded after the step under way, or between two batches of validation, whose epoch
  /// then has no record; the weights stay as they are. Where there is a keeper it writes checkpoints, of which `checkpoint`
  /// is one that the training goes on from, to the same end as if it had never stopped; one that is over gives what came
  /// of it at once.
  ///
  /// Throws where the checkpoint is another training's, and then nothing has changed.
  /// - Precondition: The images have the model's shape, there is at least one to train on, and there are as many targets.
  public func run(
    on training: any BatchSource, targets: (any BatchSource)? = nil, validating validation: (any BatchSource)? = nil,
    watching watched: ImageSet? = nil, random: RandomStream, stop: StopFlag = StopFlag(),
    keeper: CheckpointKeeper? = nil, from checkpoint: Checkpoint, report: (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingLog {
    try checkpoint.check(model, configuration, imageCount: training.count, watching: watched)
    try checkpoint.restore(to: model)
    guard !checkpoint.isFinished else {
      return takeOver(checkpoint.state, imageCount: training.count, watching: watched, random: random, report: report)
    }
    let run = prepare(
      on: training, targets: targets, validating: validation, watching: watched, random: random, stop: stop,
      keeper: keeper)
    run.goOn(from: checkpoint.state)
    run.train(report)
    return run.log
  }

  /// Trains from the beginning, and gives the log of it, as ``run(on:targets:validating:watching:random:stop:keeper:from:report:)``
  /// does.
  public func run(
    on training: any BatchSource, targets: (any BatchSource)? = nil, validating validation: (any BatchSource)? = nil,
    watching watched: ImageSet? = nil, random: RandomStream, stop: StopFlag = StopFlag(),
    keeper: CheckpointKeeper? = nil, report: (TrainingEvent) -> Void = { _ in }
  ) -> TrainingLog {
    let run = prepare(
      on: training, targets: targets, validating: validation, watching: watched, random: random, stop: stop,
      keeper: keeper)
    run.train(report)
    return run.log
  }

  private func prepare(
    on training: any BatchSource, targets: (any BatchSource)?, validating validation: (any BatchSource)?,
    watching watched: ImageSet?, random: RandomStream, stop: StopFlag, keeper: CheckpointKeeper?
  ) -> TrainingRun {
    precondition(training.count > 0 && training.sampleShape == model.imageShape, "The model trains on other images.")
    precondition(targets.map { $0.count == training.count } ?? true, "Every image has a target.")
    return TrainingRun(
      model, configuration, on: training, targets: targets, validating: validation, watching: watched, random: random,
      compute: compute, now: now, stop: stop, keeper: keeper)
  }

  /// Leaves everything as a training left it that is over, and gives its log.
  private func takeOver(
    _ state: TrainingState, imageCount: Int, watching watched: ImageSet?, random: RandomStream,
    report: (TrainingEvent) -> Void
  ) -> TrainingLog {
    model.scale = configuration.objective.scale
    random.generator = RandomGenerator(state.generator)
    var log = TrainingLog(model, configuration, imageCount: imageCount, watching: watched)
    log.take(state)
    let progress = TrainingProgress(log, epochs: configuration.epochs)
    report(.began(log, progress))
    report(.ended(log.outcome, progress))
    return log
  }
}
