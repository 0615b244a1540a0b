internal import Basics

/// Which epoch it is of how many, as wide for each of them: `epoch  3/10`.
package func epochText(_ number: Int, of last: Int) -> String {
  let last = String(last)
  return "epoch \(String(number).padded(to: last.count, right: true))/\(last)"
}

extension EpochRecord {
  /// The record in a line, as it is the same on every machine: `epoch  3/10  training 0.0337  validation 0.0315`; the terms
  /// of a loss that is a sum stand in parentheses, and metrics behind the losses.
  public func text(of lastEpoch: Int) -> String {
    var line = "\(epochText(number, of: lastEpoch))  training \(measureText(trainingMean, decimals: 4))"
    if let validationMean { line += "  validation \(measureText(validationMean, decimals: 4))" }
    let split: Measurements.Split = validationMean == nil ? .training : .validation
    let terms = measurements.termNames(of: split).compactMap { name in
      measurements.term(name, of: split).map { "\(name) \(Self.measure($0))" }
    }
    if !terms.isEmpty { line += " (\(terms.joined(separator: ", ")))" }
    for name in measurements.metricNames {
      if let value = measurements[name] { line += "  \(Measurements.label(name)) \(Self.measure(value))" }
    }
    return line
  }

  /// The line with the speed of the epoch's training steps behind it, as the log gives it, and the time that is left after
  /// any epoch but the last.
  public func text(of progress: TrainingProgress, images: Int) -> String {
    var line = text(of: progress.lastEpoch)
    let speed = Double(images) / max(trainingSeconds, 1e-9)
    if speed < 1e9 { line += "  \(countText(Int(speed.rounded()))) images/s" }
    if let seconds = progress.secondsLeft, number < progress.lastEpoch { line += "  \(clockText(seconds)) left" }
    return line
  }

  /// A term or a metric: in as many decimals as losses have, where that tells anything.
  private static func measure(_ value: Double) -> String {
    value.magnitude < 10 ? measureText(value, decimals: 4) : significant(value, digits: 4)
  }
}
