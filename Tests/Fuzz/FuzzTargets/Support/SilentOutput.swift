import Basics
import Datasets
import Figures
import ScriptLanguage
import ScriptRuntime
import Training

/// A front end that shows nothing, and stops a session that says too much.
final class SilentOutput: SessionOutput {
  private let stop: StopFlag
  private var calls = 0

  init(stop: StopFlag) { self.stop = stop }

  /// Whatever is said, so many times.
  private func hear() {
    calls += 1
    if calls > 64 { stop.set() }
  }

  func print(_ text: String) { hear() }
  func display(_ text: String) { hear() }
  func page(_ text: String) { hear() }
  func show(_ figure: ShownFigure) { hear() }
  func note(_ text: String) { hear() }
  func warn(_ diagnostic: Diagnostic) { hear() }
  func training(_ event: TrainingEvent) { hear() }
  func clear(wait: Bool) { hear() }
  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
}
