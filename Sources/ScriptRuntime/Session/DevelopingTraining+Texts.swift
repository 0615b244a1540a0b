import Basics
import Training

/// What there is to say of a training while it runs, and once it is over.
extension DevelopingTraining {
  /// How far it is, in a line: `epoch 3 of 8 ━━━━──── training 0.0831 · 3,240 images/s · 0:12 left`.
  public var line: String {
    var facts: [String] = []
    if let loss = lossOfEpoch { facts.append("training \(measureText(loss, decimals: 4))") }
    let speed = progress.imagesPerSecond
    if speed > 0, speed < 1e9 { facts.append("\(countText(Int(speed.rounded()))) images/s") }
    if outcome == nil, let seconds = progress.secondsLeft { facts.append("\(clockText(seconds)) left") }
    let epoch = min(progress.epoch, progress.lastEpoch)
    return "epoch \(epoch) of \(progress.lastEpoch) \(barText(progress.step, of: progress.steps)) "
      + facts.joined(separator: " · ")
  }

  /// What came of it in so many seconds, in a line: `8 epochs in 21 s; training 0.0831, validation 0.0842`.
  public func closingLine(seconds: Double) -> String {
    let made = epochs.count - epochsAtStart
    let time = durationText(seconds)
    let place = "in epoch \(min(progress.epoch, progress.lastEpoch)) of \(progress.lastEpoch)"
    var line: String
    switch outcome {
    case .stopped: line = "stopped \(place) after \(time)"
    case .diverged: line = "diverged \(place) after \(time)"
    case .lostPatience: line = "ended early after \(countText(epochs.count, "epoch")), in \(time)"
    case .finished where made == 0, nil: line = "\(countText(epochs.count, "epoch")), trained before"
    case .finished: line = "\(countText(made, "epoch")) in \(time)"
    }
    guard let last = epochs.last else { return line }
    line += "; training \(measureText(last.trainingMean, decimals: 4))"
    if let validation = last.validationMean { line += ", validation \(measureText(validation, decimals: 4))" }
    return line
  }

  /// The mean loss of the batches of the epoch under way, or before its first one that of the epoch before; nil before any.
  private var lossOfEpoch: Double? {
    let batches = batchLosses.suffix(progress.stepOfEpoch)
    if batches.isEmpty { return epochs.last?.trainingMean ?? batchLosses.last.map(Double.init) }
    return batches.reduce(0) { $0 + Double($1) } / Double(batches.count)
  }
}
