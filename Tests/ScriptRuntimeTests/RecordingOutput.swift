import Datasets
import Distributed
import Foundation
import ScriptLanguage
import ScriptRuntime
import Training

/// Keeps all that a session says, as one text.
final class RecordingOutput: SessionOutput {
  var text = ""
  var figures: [ShownFigure] = []
  var events: [TrainingEvent] = []
  /// What may stop the session when a training reports.
  var stopping: ((TrainingEvent) -> Void)?

  func print(_ line: String) { text += line + "\n" }
  func display(_ line: String) { text += line + "\n" }
  func page(_ page: String) { text += page + "\n" }
  /// What a person answers, one after the other.
  var answers: [String] = []
  func ask(_ prompt: String) -> String? {
    guard !answers.isEmpty else { return nil }
    text += prompt + answers[0] + "\n"
    return answers.removeFirst()
  }
  var isAnswered: Bool { !answers.isEmpty }
  func clear(wait: Bool) { text += wait ? "clear, waiting\n" : "clear\n" }
  func show(_ figure: ShownFigure) {
    figures.append(figure)
    text += "figure \(figure.number): \(figure.command)\n"
  }
  func note(_ line: String) { text += "note: \(line)\n" }
  func warn(_ diagnostic: Diagnostic) { text += "\(diagnostic)\n" }
  func training(_ event: TrainingEvent) {
    events.append(event)
    stopping?(event)
  }
  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
}

/// A session in a folder of its own, which is removed when the test is over.
final class Bench {
  let output = RecordingOutput()
  let folder: String
  let session: Session
  private let isShared: Bool

  init(
    parameters: [(name: String, text: String)] = [], files: [String: String] = [:], memoryLimit: Int? = nil,
    threads: Int = 2, seed: UInt64 = 0, keeping: TrainingKeeping = TrainingKeeping(),
    share: Share? = nil, steals: Bool = false, processes: (any ProcessGroup)? = nil, sharing other: String? = nil,
    clock: @escaping @Sendable () -> Double = Session.Settings.monotonicClock
  ) throws {
    folder = other ?? NSTemporaryDirectory() + "darkroom-runtime-\(UUID().uuidString)"
    isShared = other != nil
    try FileManager.default.createDirectory(atPath: folder + "/out", withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: folder + "/" + name)) }
    var settings = Session.Settings(
      workspace: Workspace(scriptFolder: folder, outputFolder: folder + "/out"), threads: threads, seed: seed,
      memoryLimit: memoryLimit, processor: "a processor", parameters: parameters, clock: clock)
    settings.keeping = keeping
    settings.processes = processes
    (settings.share, settings.stealsTrainings) = (share, steals)
    session = Session(settings: settings, output: output)
  }

  deinit { if !isShared { try? FileManager.default.removeItem(atPath: folder) } }

  /// Runs a script, and gives all that it said and what was wrong with it, the test's folder called `DIR`.
  func run(_ script: String) -> String {
    output.text = ""
    do throws(ScriptFailure) {
      try session.run(session.check(SourceText(name: "test.darkroom", text: script)))
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics): output.text += diagnostics.map { "\($0)\n" }.joined()
      case .failed(let diagnostic): output.text += "failed: \(diagnostic)\n"
      case .interrupted: output.text += "interrupted\n"
      }
    }
    return output.text.replacing(folder, with: "DIR")
  }

  /// What checking a script says, and nothing else.
  func check(_ script: String) -> String {
    let report = session.check(SourceText(name: "test.darkroom", text: script))
    return (report.errors + report.warnings).map { "\($0)\n" }.joined().replacing(folder, with: "DIR")
  }

  /// The bytes of a file under the output folder.
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: folder + "/out/" + name)))
  }

  /// Whether a file was written under the output folder.
  func wrote(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/out/" + name) }
}
