import Basics
import Figures
import ScriptRuntime
import Training

/// Shows a training while it runs: the curve of its losses, and the watched images as they develop.
///
/// Each of the two is one display, which is drawn anew: the curve a few times a second at most, the images after an
/// epoch. Drawing takes a twentieth of the time at most; the last state is always shown.
struct LiveTraining {
  /// Seconds between two drawings of one display, at least.
  private static let pause = 0.4
  /// How much longer than a drawing takes the pause behind it is.
  private static let thrift = 20.0

  private enum Display: String {
    case losses
    case reconstructions
  }

  private struct Drawn {
    var isShown = false
    var nextTime = -Double.infinity
  }

  private var training: DevelopingTraining
  private let identifier: String
  private let clock: @Sendable () -> Double
  private var drawn: [Display: Drawn] = [:]

  /// Follows a training that has begun; the identifier and the number make its displays' names.
  init(_ training: DevelopingTraining, number: Int, identifier: String, clock: @escaping @Sendable () -> Double) {
    self.training = training
    self.identifier = "\(identifier)-training-\(number)"
    self.clock = clock
  }

  /// Takes in what happened, and publishes what there is to see of it.
  mutating func take(_ event: TrainingEvent, publish: (String, JSONValue) -> Void) {
    training.take(event)
    switch event {
    case .began: break
    case .step: draw(.losses, isLast: false, publish)
    case .epoch: draw(.reconstructions, isLast: false, publish)
    case .ended:
      draw(.losses, isLast: true, publish)
      draw(.reconstructions, isLast: true, publish)
    }
  }

  private mutating func draw(_ display: Display, isLast: Bool, _ publish: (String, JSONValue) -> Void) {
    var state = drawn[display] ?? Drawn()
    let start = clock()
    guard isLast || start >= state.nextTime, let figure = figure(display),
      let forms = try? FigureForms(figure, hasLines: isLast, isAnimation: false)
    else { return }
    var content = forms.message(words: words(display))
    content["transient"] = ["display_id": "\(identifier)-\(display.rawValue)"]
    publish(state.isShown ? "update_display_data" : "display_data", content)
    state.isShown = true
    let end = clock()
    state.nextTime = end + max(Self.pause, Self.thrift * (end - start))
    drawn[display] = state
  }

  /// What there is to see by now; nil for nothing.
  private func figure(_ display: Display) -> Figure? {
    switch display {
    case .losses: training.lossCurve
    case .reconstructions: training.reconstructions
    }
  }

  /// What stands where there are no pictures.
  private func words(_ display: Display) -> String {
    let progress = training.progress
    switch display {
    case .losses:
      return "epoch \(progress.epoch) of \(progress.lastEpoch), step \(progress.step) of \(progress.steps): "
        + "loss \(progress.loss)"
    case .reconstructions: return "reconstructions after epoch \(training.epochs.last?.number ?? 0)"
    }
  }
}
