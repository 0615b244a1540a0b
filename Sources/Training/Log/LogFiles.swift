import Basics

extension TrainingLog {
  /// The log as CSV: the columns step, epoch, split and loss, then the loss's terms where it has several, the rate where it
  /// followed a schedule, and the metrics; a row a training batch, and a row an epoch for the means over the validation
  /// images, at the step after which they were measured.
  public func csv() -> String {
    let metrics = measured.filter(Measurements.isMetric)
    let columns = ["step", "epoch", "split", "loss"] + termNames + (hasSchedule ? ["rate"] : []) + metrics
    var text = columns.joined(separator: ",") + "\n"
    var validations = epochs.makeIterator()
    var next = validations.next()
    for (index, loss) in batchLosses.enumerated() {
      let step = index + 1
      var cells = ["\(step)", "\(epochsBefore + 1 + index / stepsPerEpoch)", "training", "\(loss)"]
      cells += termLosses.map { "\($0[index])" } + (hasSchedule ? ["\(rates[index])"] : []) + metrics.map { _ in "" }
      text += cells.joined(separator: ",") + "\n"
      guard let record = next, record.step == step else { continue }
      if let validation = record.validationMean {
        var cells = ["\(step)", "\(record.number)", "validation", "\(validation)"]
        cells += termNames.map { cell(record.measurements.term($0, of: .validation)) }
        cells += (hasSchedule ? [""] : []) + metrics.map { cell(record.measurements[$0]) }
        text += cells.joined(separator: ",") + "\n"
      }
      next = validations.next()
    }
    return text
  }

  private func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  /// The log as JSON: the run's settings, every batch's training loss and every epoch's record with its validation
  /// losses. A loss that is no finite number is null.
  public func json() -> String {
    let records = epochs.map { record in
      let fixed: Set = ["training", "training_last", "validation", "validation_last"]
      let others = record.measurements.names.filter { !fixed.contains($0) }
        .map { "\"\($0)\": \(number(record.measurements[$0])), " }.joined()
      return """
            {"epoch": \(record.number), "step": \(record.step), "training_mean": \(number(record.trainingMean)), \
        "training_last": \(number(record.trainingLast)), "validation_mean": \(number(record.validationMean)), \
        "validation_last": \(number(record.validationLast)), \(others)\
        "validation_losses": [\(list(record.validationLosses))], "training_seconds": \(number(record.trainingSeconds))}
        """
    }
    let terms = zip(termNames, termLosses).map { "  \"training_\($0)\": [\(list($1))],\n" }.joined()
    let rates = hasSchedule ? "  \"rates\": [\(list(self.rates))],\n" : ""
    return """
      {
        "latent": \(latentSize),
        "loss": \(JSONValue.text(lossName).json()),
        "batch": \(batchSize),
        "images_per_epoch": \(imagesPerEpoch),
        "epochs_before": \(epochsBefore),
        "outcome": \(JSONValue.text("\(outcome)").json()),
        "training_losses": [\(list(batchLosses))],
      \(terms)\(rates)  "epochs": [
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
