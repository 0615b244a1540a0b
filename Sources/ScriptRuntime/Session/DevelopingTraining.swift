internal import Datasets
public import Figures
public import Training

/// A training as it develops: what a front end draws of it while it runs.
///
/// It is told of every event; its figures are those that `plot` and `show` would draw of the log so far.
public struct DevelopingTraining: Sendable {
  /// What was known when it began: the images that are watched, the loss that is minimised.
  private let log: TrainingLog
  /// The loss of every batch so far.
  public private(set) var batchLosses: [Float]
  /// The epochs that are completed.
  public private(set) var epochs: [EpochRecord]
  /// How far it is.
  public private(set) var progress: TrainingProgress
  /// How it ended; nil while it runs.
  public private(set) var outcome: TrainingOutcome?
  /// The epochs that were completed before it began or went on.
  let epochsAtStart: Int

  /// Follows the training that an event begins; nil for any other event.
  public init?(_ event: TrainingEvent) {
    guard case .began(let log, let progress) = event else { return nil }
    self.log = log
    self.progress = progress
    (batchLosses, epochs) = (log.batchLosses, log.epochs)
    epochsAtStart = log.epochs.count
  }

  /// Takes in what happened next.
  public mutating func take(_ event: TrainingEvent) {
    switch event {
    case .began: break
    case .step(let progress):
      batchLosses.append(progress.loss)
      self.progress = progress
    case .epoch(let record, let progress):
      epochs.append(record)
      self.progress = progress
    case .ended(let outcome, let progress): (self.outcome, self.progress) = (outcome, progress)
    }
  }

  /// Images that an epoch trains on.
  public var imagesPerEpoch: Int { log.imagesPerEpoch }

  private var title: String { "bottleneck \(log.latentSize)" }

  /// The losses so far, on an axis that goes to the planned end while the training runs; nil before the first batch.
  public var lossCurve: Figure? {
    guard !batchLosses.isEmpty else { return nil }
    let run = LossRun(batches: batchLosses, epochs: epochs, epochsBefore: log.epochsBefore)
    // One scale for all trainings, so that curves that stand below each other can be compared.
    let isPositive = !batchLosses.contains { $0 <= 0 }
    var chart = LineChart.losses(
      [run], title: title, lossLabel: LossLabel.text("loss", log.lossName), scale: isPositive ? .logarithmic : nil)
    if outcome == nil {
      chart.plan(steps: progress.steps, stepsPerEpoch: progress.stepsPerEpoch, epochsBefore: log.epochsBefore)
    }
    return Figure(chart)
  }

  /// The watched images, and under them their reconstructions after the last completed epoch; nil where none are
  /// watched or no epoch is completed.
  public var reconstructions: Figure? {
    guard let originals = log.watched, let record = epochs.last, let images = record.reconstructions,
      let bands = try? Reconstructions.bands(
        [Reconstructions(name: "epoch \(record.number)", originals: originals, images: images)], columns: 10)
    else { return nil }
    let captions = ImageBands.captions(of: originals, columns: 10)
    return Figure(ImagePanel(title: title, columnCaptions: captions, bands: bands))
  }

  /// The first ten of the watched images, and under each its reconstruction after the last completed epoch, pixel by
  /// pixel; nil where none are watched or no epoch is completed.
  public var reconstructionGrid: Raster? {
    guard let originals = log.watched, originals.count > 0, let images = epochs.last?.reconstructions else {
      return nil
    }
    let count = min(10, originals.count)
    let both = Images(shape: originals.shape, values: originals[0..<count].values + images[0..<count].values)
    return try? ImageGrid(columns: count, padding: 1, normalize: true).picture(of: ImageBands.batch(both))
  }
}
