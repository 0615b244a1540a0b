import Training

/// Draws a training's progress: one line that is drawn again on a terminal, and a line an epoch elsewhere.
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

  /// Shows what a training reports.
  mutating func show(_ event: TrainingEvent) {
    switch event {
    case .began: break
    case .step(let progress):
      guard terminal.isInteractive, now() - drawnAt >= 0.1 else { return }
      drawnAt = now()
      draw(Self.line(progress, columns: terminal.columns - 1))
    case .epoch(let record, let progress):
      erase()
      terminal.write(Self.line(record, progress) + "\n")
    case .ended:
      erase()
    }
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

  /// The bar of the epoch under way: `epoch 3/10 ━━━━━━───── 61 %  2,410 images/s  loss 0.0234  0:41 left`.
  static func line(_ progress: TrainingProgress, columns: Int) -> String {
    let head = "epoch \(progress.epoch)/\(progress.lastEpoch) "
    var tail = " \(padded(100 * progress.stepOfEpoch / max(1, progress.stepsPerEpoch), to: 3)) %"
    tail +=
      "  \(grouped(Int(progress.imagesPerSecond.rounded()))) images/s  loss \(decimal(Double(progress.loss), places: 4))"
    if let seconds = progress.secondsLeft { tail += "  \(duration(seconds)) left" }
    let width = min(40, columns - head.count - tail.count)
    guard width >= 5 else { return String((head + tail).prefix(max(0, columns))) }
    let done = width * progress.stepOfEpoch / max(1, progress.stepsPerEpoch)
    return head + String(repeating: "━", count: done) + String(repeating: "─", count: width - done) + tail
  }

  /// The line that a completed epoch leaves: `epoch 3/10  training 0.0337  validation 0.0315  2,410 images/s`.
  static func line(_ record: EpochRecord, _ progress: TrainingProgress) -> String {
    var line = "epoch \(record.number)/\(progress.lastEpoch)  training \(decimal(record.trainingMean, places: 4))"
    if let validation = record.validationMean { line += "  validation \(decimal(validation, places: 4))" }
    line += "  \(grouped(Int(progress.imagesPerSecond.rounded()))) images/s"
    if let seconds = progress.secondsLeft, record.number < progress.lastEpoch { line += "  \(duration(seconds)) left" }
    return line
  }
}
