import Basics
import ScriptLanguage
import ScriptRuntime
import Training

/// The checker, and what it says of a whole script.
enum ScriptCheckTarget: FuzzTarget {
  static let name = "script-check"
  static let words = ScriptWords.all

  static func run(_ bytes: [UInt8]) {
    guard let source = try? SourceText(name: "fuzz.darkroom", bytes: bytes) else { return }
    let stop = StopFlag()
    let session = Session(
      settings: BoundedSession.settings(folder: ScratchFolder.path), output: SilentOutput(stop: stop), stop: stop)
    TimeLimit.shared.limit(stop) {
      let report = session.check(source, isWhole: true)
      _ = DiagnosticRenderer().render(report.errors + report.warnings)
      for training in report.trainings { _ = training.seconds(operationsPerSecond: 1e9) }
    }
  }
}
