import Basics
import TerminalPictures
import Training

/// Draws a training's progress on one line of a terminal, which is drawn again and again; nothing elsewhere.
struct ProgressBar {
  private let terminal: Terminal
  private let now: () -> Double
  private var drawnAt = -Double.infinity
  private var isDrawn = false

  /// Draws on a stream, by a clock that counts seconds.
  init(on terminal: Terminal, now: @escaping () -> Double) {
    self.terminal = terminal
    self.now = now
  }

  /// Shows how far a training is, and the losses of its batches as a curve, at most ten times a second.
  mutating func show(_ progress: TrainingProgress, losses: [Float]) {
    guard terminal.isInteractive, now() - drawnAt >= 0.1 else { return }
    drawnAt = now()
    draw(Self.line(progress, losses: losses, columns: terminal.columns - 1))
  }

  /// Takes the bar off the screen, so that something else can be written there.
  mutating func erase() {
    guard isDrawn else { return }
    terminal.write("\r\u{1B}[K")
    isDrawn = false
    drawnAt = -.infinity
  }

  private mutating func draw(_ line: String) {
    terminal.write("\r" + line + "\u{1B}[K")
    isDrawn = true
  }

  /// The bar of the epoch under way: `epoch 3/10 ━━━━━━───── 61 %  2,410 images/s  loss 0.0234 █▅▃▂▁  0:41 left`.
  static func line(_ progress: TrainingProgress, losses: [Float] = [], columns: Int) -> String {
    let head = "epoch \(progress.epoch)/\(progress.lastEpoch) "
    let percent = "\(100 * progress.stepOfEpoch / max(1, progress.stepsPerEpoch))"
    var tail = " \(percent.padded(to: 3, right: true)) %"
    tail +=
      "  \(countText(Int(progress.imagesPerSecond.rounded()))) images/s  loss \(measureText(Double(progress.loss), decimals: 4))"
    return ProgressLine(
      head: head, part: progress.stepOfEpoch, of: progress.stepsPerEpoch, tail: tail, curve: losses.map(Double.init),
      left: progress.secondsLeft.map { "  \(clockText($0)) left" } ?? ""
    ).text(columns: columns)
  }

  /// The line that a completed epoch leaves: `epoch 3/10  training 0.0337  validation 0.0315  2,410 images/s`; the terms
  /// of a loss that is a sum stand in parentheses, and metrics behind the losses.
  ///
  /// The speed is that of the epoch's training steps, as the log gives it.
  static func line(_ record: EpochRecord, _ progress: TrainingProgress, images: Int) -> String {
    var line = losses(record, progress)
    let speed = Double(images) / max(record.trainingSeconds, 1e-9)
    if speed < 1e9 { line += "  \(countText(Int(speed.rounded()))) images/s" }
    if let seconds = progress.secondsLeft, record.number < progress.lastEpoch { line += "  \(clockText(seconds)) left" }
    return line
  }

  /// The part of that line which is the same on every machine: `epoch 3/10  training 0.0337  validation 0.0315`.
  static func losses(_ record: EpochRecord, _ progress: TrainingProgress) -> String {
    let measured = record.measurements
    var line = "epoch \(record.number)/\(progress.lastEpoch)  training \(measureText(record.trainingMean, decimals: 4))"
    if let validation = record.validationMean { line += "  validation \(measureText(validation, decimals: 4))" }
    let split: Measurements.Split = record.validationMean == nil ? .training : .validation
    let terms = measured.termNames(of: split).compactMap { name in
      measured.term(name, of: split).map { "\(name) \(Self.measure($0))" }
    }
    if !terms.isEmpty { line += " (\(terms.joined(separator: ", ")))" }
    for name in measured.metricNames {
      if let value = measured[name] { line += "  \(Measurements.label(name)) \(Self.measure(value))" }
    }
    return line
  }

  /// A term or a metric: in as many decimals as losses have, where that tells anything.
  private static func measure(_ value: Double) -> String {
    (0.001..<10).contains(value.magnitude) ? fixed(value, decimals: 4) : significant(value, digits: 4)
  }
}
