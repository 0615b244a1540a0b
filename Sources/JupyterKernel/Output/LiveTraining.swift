import Basics
import Figures
import ScriptRuntime
import Training

/// Shows a training while it runs: the curve of its losses under a line that says how far it is, and the watched images as
/// they develop; and once it is over says in a line what came of it.
///
/// Each of the two is one display, which is drawn anew in the same forms and the same size: the curve a few times a second
/// at most, the images after an epoch. Drawing takes a twentieth of the time at most; the last state is always shown.
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
  private let start: Double
  private var drawn: [Display: Drawn] = [:]

  /// Follows a training that has begun; the identifier and the number make its displays' names.
  init(_ training: DevelopingTraining, number: Int, identifier: String, clock: @escaping @Sendable () -> Double) {
    self.training = training
    self.identifier = "\(identifier)-training-\(number)"
    self.clock = clock
    start = clock()
  }

  /// What came of the training, in a line.
  var closingLine: String { training.closingLine(seconds: clock() - start) }

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
    guard isLast || start >= state.nextTime, var content = content(of: display) else { return }
    content["transient"] = ["display_id": .text("\(identifier)-\(display.rawValue)")]
    publish(state.isShown ? "update_display_data" : "display_data", content)
    state.isShown = true
    let end = clock()
    state.nextTime = end + max(Self.pause, Self.thrift * (end - start))
    drawn[display] = state
  }

  /// What there is to see by now; nil for nothing, and where it cannot be drawn.
  private func content(of display: Display) -> JSONValue? {
    switch display {
    case .losses:
      guard let figure = training.lossCurve else { return nil }
      return try? FigureMessage(figure, words: figure.words).content(text: training.line, under: training.line)
    case .reconstructions:
      guard let figure = training.reconstructions else { return nil }
      let text = "reconstructions after epoch \(training.epochs.last?.number ?? 0)"
      return try? FigureMessage(figure, words: "\(text): \(figure.words)").content(text: text)
    }
  }
}
