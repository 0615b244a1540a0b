import Training

/// How it is told what was no finite number, where a training diverged.
extension TrainingLog {
  /// The loss that was none; nil where only the weights at an epoch's end were none.
  var brokenLoss: String? {
    if let loss = batchLosses.last, !loss.isFinite { return "the loss of step \(batchLosses.count)" }
    guard let record = epochs.last, record.validationMean?.isFinite == false else { return nil }
    return "the validation loss of epoch \(record.number)"
  }

  /// What was none, as a sentence.
  var divergenceText: String {
    brokenLoss.map { "\($0) is no finite number" }
      ?? "the weights after step \(batchLosses.count) are no longer finite numbers"
  }
}
