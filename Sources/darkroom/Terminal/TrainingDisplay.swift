import ScriptRuntime
import Training

/// Shows a training as it goes on: a bar with the loss as a curve, and under the epochs' lines the watched images as
/// the model redraws them, epoch after epoch in the same place.
struct TrainingDisplay {
  private let terminal: Terminal
  private let figures: TerminalFigures?
  private var bar: ProgressBar
  private var training: DevelopingTraining?
  /// Rows of the picture above the cursor, which the next one takes the place of.
  private var rows = 0

  /// Shows trainings on a stream, by a clock that counts seconds; without `figures` no images are shown.
  init(on terminal: Terminal, figures: TerminalFigures?, now: @escaping () -> Double) {
    self.terminal = terminal
    self.figures = figures
    bar = ProgressBar(on: terminal, now: now)
  }

  /// Shows what a training reports.
  mutating func show(_ event: TrainingEvent) {
    if let begun = DevelopingTraining(event) {
      training = begun
      rows = 0
    }
    training?.take(event)
    switch event {
    case .began(let log, let progress):
      // Without their speed, which was that of another run.
      for record in log.epochs { terminal.write(record.text(of: progress.lastEpoch) + "\n") }
    case .step(let progress): bar.show(progress, losses: training?.batchLosses ?? [])
    case .epoch(let record, let progress):
      erase()
      if rows > 0 { terminal.write("\u{1B}[\(rows)A\u{1B}[J") }
      terminal.write(record.text(of: progress, images: training?.imagesPerEpoch ?? 0) + "\n")
      rows = training?.reconstructionGrid.map { figures?.draw($0, widest: 80) ?? 0 } ?? 0
    case .ended:
      erase()
      training = nil
    }
  }

  /// Takes the bar off the screen, so that something else can be written there.
  mutating func erase() { bar.erase() }

  /// Leaves the picture where it is, since something else is written below it.
  mutating func leavePicture() {
    erase()
    rows = 0
  }
}
