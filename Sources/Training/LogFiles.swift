import Basics

extension TrainingLog {
  /// The log as CSV: the columns step, epoch, split, loss; a row a training batch, and a row an epoch for the mean
  /// validation loss, at the step after which it was measured.
  public func csv() -> String {
    var text = "step,epoch,split,loss\n"
    var validations = epochs.makeIterator()
    var next = validations.next()
    for (index, loss) in batchLosses.enumerated() {
      let step = index + 1
      text += "\(step),\(epochsBefore + 1 + index / stepsPerEpoch),training,\(loss)\n"
      if let record = next, record.step == step {
        if let validation = record.validationMean { text += "\(step),\(record.number),validation,\(validation)\n" }
        next = validations.next()
      }
    }
    return text
  }

  /// The log as JSON: the run's settings, every batch's training loss and every epoch's record with its validation
  /// losses. A loss that is no finite number is null.
  public func json() -> String {
    let records = epochs.map { record in
      """
          {"epoch": \(record.number), "step": \(record.step), "training_mean": \(number(record.trainingMean)), \
      "training_last": \(number(record.trainingLast)), "validation_mean": \(number(record.validationMean)), \
      "validation_last": \(number(record.validationLast)), \
      "validation_losses": [\(list(record.validationLosses))], "training_seconds": \(number(record.trainingSeconds))}
      """
    }
    return """
      {
        "latent": \(latentSize),
        "loss": \(JSONValue.text(lossName).json()),
        "batch": \(batchSize),
        "images_per_epoch": \(imagesPerEpoch),
        "epochs_before": \(epochsBefore),
        "outcome": \(JSONValue.text("\(outcome)").json()),
        "training_losses": [\(list(batchLosses))],
        "epochs": [
      \(records.joined(separator: ",\n"))
        ]
      }

      """
  }

  private func number(_ value: Double?) -> String {
    value.map { JSONValue.number($0).json() } ?? "null"
  }

  private func list(_ losses: [Float]) -> String {
    losses.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ", ")
  }
}
