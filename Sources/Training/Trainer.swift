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
  /// then has no record; the weights stay as they are.
  /// - Precondition: The images have the model's shape, there is at least one to train on, and there are as many targets.
  public func run(
    on training: any BatchSource, targets: (any BatchSource)? = nil, validating validation: (any BatchSource)? = nil,
    watching watched: ImageSet? = nil, random: RandomStream, stop: StopFlag = StopFlag(),
    report: (TrainingEvent) -> Void = { _ in }
  ) -> TrainingLog {
    precondition(training.count > 0 && training.sampleShape == model.imageShape, "The model trains on other images.")
    precondition(targets.map { $0.count == training.count } ?? true, "Every image has a target.")
    let run = TrainingRun(
      model, configuration, on: training, targets: targets, validating: validation, watching: watched, random: random,
      compute: compute, now: now, stop: stop)
    run.train(report)
    return run.log
  }
}
