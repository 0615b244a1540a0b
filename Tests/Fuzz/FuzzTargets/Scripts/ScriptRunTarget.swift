import Basics
import ScriptLanguage
import ScriptRuntime
import Training

/// Scripts that check, run in little memory and time.
enum ScriptRunTarget: FuzzTarget {
  static let name = "script-run"
  static let words = ScriptWords.all

  static func run(_ bytes: [UInt8]) {
    guard let source = try? SourceText(name: "fuzz.darkroom", bytes: bytes), BoundedSession.isModest(source.text)
    else { return }
    let stop = StopFlag()
    let session = Session(
      settings: BoundedSession.settings(folder: ScratchFolder.empty("run")), output: SilentOutput(stop: stop),
      stop: stop)
    TimeLimit.shared.limit(stop) {
      let report = session.check(source, isWhole: true)
      guard report.errors.isEmpty else { return }
      try? session.run(report)
      for value in session.variables.values { _ = value.displayText }
    }
  }
}
