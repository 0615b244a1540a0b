import Datasets
import Figures
import ScriptLanguage
import ScriptRuntime
import Training

/// What a session says where another process says the same.
final class SilentOutput: SessionOutput {
  let loadingProgress: (@Sendable (LoadingProgress) -> Void)? = nil

  func print(_ text: String) {}
  func display(_ text: String) {}
  func page(_ text: String) {}
  func show(_ figure: ShownFigure) {}
  func note(_ text: String) {}
  func warn(_ diagnostic: Diagnostic) {}
  func training(_ event: TrainingEvent) {}
  func clear(wait: Bool) {}
}
