import ScriptLanguage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the checker knows of the run to come, and what it notes on the way.
final class Foresight {
  /// What the session was given.
  let settings: Session.Settings
  /// Mistakes found so far.
  private(set) var diagnostics: [Diagnostic] = []
  /// The trainings found so far.
  var trainings: [ForeseenTraining] = []
  /// The files that the script writes before the statement at hand.
  private var written: Set<String> = []
  /// Whether a file that is written may have any name, because the run alone knows it.
  private var writesUnknown = false
  private var seen: Set<Diagnostic> = []
  /// Names that the statement at hand forgets.
  private var forgotten: [String] = []

  init(settings: Session.Settings) { self.settings = settings }

  /// Notes a mistake, once where a loop makes it several times.
  func report(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Notes that the script writes a file.
  func writes(_ path: String?) {
    guard let path else {
      writesUnknown = true
      return
    }
    written.insert(settings.workspace.destination(path))
  }

  /// Whether the script may have written a file before the statement at hand.
  func mayBeWritten(_ path: String) -> Bool {
    writesUnknown || written.contains(settings.workspace.destination(path))
  }

  /// Notes that a variable is there no longer.
  func forgets(_ name: String) { forgotten.append(name) }

  /// The names forgotten since this was last asked.
  func takeForgotten() -> [String] {
    defer { forgotten = [] }
    return forgotten
  }

  /// The place of a file that is there already and will be the same when the run comes to read it; nil where there is none.
  func existing(_ path: String) -> String? {
    let workspace = settings.workspace
    guard !writesUnknown, let place = workspace.existing(path), !written.contains(workspace.destination(path)),
      !written.contains(place)
    else { return nil }
    return place
  }

  /// Reports a file that is neither there nor written by the script before.
  func reads(_ path: String, at range: SourceRange) {
    let workspace = settings.workspace
    guard workspace.existing(path) == nil, !mayBeWritten(path) else { return }
    report(MissingFile.diagnostic(path, at: range, workspace: workspace))
  }
}
