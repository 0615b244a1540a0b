public import Datasets

/// What one completed epoch left behind.
public struct EpochRecord: Sendable {
  /// The epoch's number, counted from the model's first epoch on.
  public let number: Int
  /// Batches trained on since this training began, at the end of the epoch.
  public let step: Int
  /// What was measured: losses and their terms, metrics, the rate.
  public let measurements: Measurements
  /// The validation loss of every batch, with the weights at the end of the epoch; empty without validation images.
  public let validationLosses: [Float]
  /// The watched images, reconstructed with the weights at the end of the epoch.
  public let reconstructions: Images?
  /// Seconds spent on the epoch's training steps, validation left out.
  public let trainingSeconds: Double

  /// The mean of the epoch's training losses, batch by batch.
  public var trainingMean: Double { measurements[Measurements.training] ?? .nan }

  /// The training loss of the epoch's last batch, which the article prints.
  public var trainingLast: Double { measurements[Measurements.training + Measurements.lastBatch] ?? .nan }

  /// The mean of the validation losses, batch by batch.
  public var validationMean: Double? { measurements[Measurements.validation] }

  /// The validation loss of the last batch, which the article prints.
  public var validationLast: Double? { measurements[Measurements.validation + Measurements.lastBatch] }

  /// The loss that schedules and patience watch: of validation where there is one.
  var watchedLoss: Double { validationMean ?? trainingMean }

  /// The record with the labels of some images on their reconstructions.
  func labelled(like watched: Images?) -> EpochRecord {
    let images = reconstructions.map {
      Images(shape: $0.shape, values: $0.values, labels: watched?.labels, classNames: watched?.classNames ?? [])
    }
    return EpochRecord(
      number: number, step: step, measurements: measurements, validationLosses: validationLosses,
      reconstructions: images, trainingSeconds: trainingSeconds)
  }
}
