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
    guard terminal.obeysCodes, now() - drawnAt >= 0.1 else { return }
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

  /// The bar of the epoch under way: `epoch  3/10 ━━━━━━───── 61 %  2,410 images/s  loss 0.0234 █▅▃▂▁  0:41 left`.
  static func line(_ progress: TrainingProgress, losses: [Float] = [], columns: Int) -> String {
    let head = epochText(progress.epoch, of: progress.lastEpoch) + " "
    let percent = "\(100 * progress.stepOfEpoch / max(1, progress.stepsPerEpoch))"
    var tail = " \(percent.padded(to: 3, right: true)) %"
    tail +=
      "  \(countText(Int(progress.imagesPerSecond.rounded()))) images/s  loss \(measureText(Double(progress.loss), decimals: 4))"
    return ProgressLine(
      head: head, part: progress.stepOfEpoch, of: progress.stepsPerEpoch, tail: tail, curve: losses.map(Double.init),
      left: progress.secondsLeft.map { "  \(clockText($0)) left" } ?? ""
    ).text(columns: columns)
  }
}
