internal import Basics

/// What a training tells whoever watches it.
public enum TrainingEvent: Sendable {
  /// The training begins; the log holds what is known of it before, and where it goes on or was kept what came earlier.
  case began(TrainingLog, TrainingProgress)
  /// A step was made.
  case step(TrainingProgress)
  /// An epoch was completed, validated and reconstructed.
  case epoch(EpochRecord, TrainingProgress)
  /// The training is over.
  case ended(TrainingOutcome, TrainingProgress)
}

/// How far a training is.
public struct TrainingProgress: Hashable, Sendable {
  /// The epoch under way, counted from the model's first epoch on.
  public internal(set) var epoch: Int
  /// The number of the last epoch of this training.
  public let lastEpoch: Int
  /// Steps made in this training.
  public internal(set) var step: Int
  /// Steps this training makes in all.
  public let steps: Int
  /// Steps made in the epoch under way.
  public internal(set) var stepOfEpoch: Int
  /// Steps an epoch.
  public let stepsPerEpoch: Int
  /// The loss of the last batch; not a number before the first.
  public internal(set) var loss: Float
  /// Training images a second, over the last second or so.
  public internal(set) var imagesPerSecond: Double = 0
  /// Seconds until the training is over, validation included; nil until there is something to go by.
  public internal(set) var secondsLeft: Double?

  /// How far a training of so many epochs is whose log holds what was done so far.
  init(_ log: TrainingLog, epochs: Int) {
    epoch = log.epochsBefore.plusSaturating(log.epochs.count + 1)
    lastEpoch = log.epochsBefore.plusSaturating(epochs)
    step = log.batchLosses.count
    steps = log.stepsPerEpoch.timesSaturating(epochs)
    stepOfEpoch = step - log.epochs.count * log.stepsPerEpoch
    stepsPerEpoch = log.stepsPerEpoch
    loss = log.batchLosses.last ?? .nan
  }
}
