public import Datasets

/// What a training leaves behind: the loss of every batch, a record of every epoch, and how it ended.
public struct TrainingLog: Sendable {
  /// The length of the model's code, by which runs are told apart.
  public let latentSize: Int
  /// Training images an epoch.
  public let imagesPerEpoch: Int
  /// Images a step.
  public let batchSize: Int
  /// Epochs the model had completed before this training.
  public let epochsBefore: Int
  /// The name of the loss that was minimised.
  public let lossName: String
  /// The training loss of every batch, in order, of an unfinished last epoch too.
  public internal(set) var batchLosses: [Float] = []
  /// The epochs that were completed.
  public internal(set) var epochs: [EpochRecord] = []
  /// The watched images as the model saw them, where any were watched.
  public internal(set) var watched: Images?
  /// How the training ended.
  public internal(set) var outcome: TrainingOutcome = .finished

  /// Batches an epoch.
  public var stepsPerEpoch: Int { (imagesPerEpoch - 1) / batchSize + 1 }

  /// Reserves the memory for an epoch's losses, so that no step has to; as an array grows, by doubling.
  mutating func makeRoomForAnEpoch() {
    let needed = batchLosses.count + stepsPerEpoch
    if batchLosses.capacity < needed { batchLosses.reserveCapacity(max(needed, 2 * batchLosses.capacity)) }
  }

  /// The record of one epoch by its number, which counts from the model's first epoch on.
  public func epoch(_ number: Int) -> EpochRecord? { epochs.first { $0.number == number } }
}

/// How a training ended.
public enum TrainingOutcome: Hashable, Sendable {
  /// Every epoch was completed.
  case finished
  /// It was stopped between two batches; the weights are those of the last step.
  case stopped
  /// The loss of the last step was not a finite number.
  case diverged
}

/// What one completed epoch left behind.
public struct EpochRecord: Sendable {
  /// The epoch's number, counted from the model's first epoch on.
  public let number: Int
  /// Batches trained on since this training began, at the end of the epoch.
  public let step: Int
  /// The mean of the epoch's training losses, batch by batch.
  public let trainingMean: Double
  /// The training loss of the epoch's last batch, which the article prints.
  public let trainingLast: Double
  /// The validation loss of every batch, with the weights at the end of the epoch; empty without validation images.
  public let validationLosses: [Float]
  /// The watched images, reconstructed with the weights at the end of the epoch.
  public let reconstructions: Images?
  /// Seconds spent on training steps, validation left out.
  public let trainingSeconds: Double

  /// The mean of the validation losses, batch by batch.
  public var validationMean: Double? { validationLosses.isEmpty ? nil : mean(validationLosses[...]) }

  /// The validation loss of the last batch, which the article prints.
  public var validationLast: Double? { validationLosses.last.map(Double.init) }
}

/// The mean of some losses, summed in double precision.
func mean(_ losses: ArraySlice<Float>) -> Double {
  losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
}
