import Devices
import NeuralNetworks
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
  /// The device that networks run on at the statement at hand; nil for the processor.
  var device: DeviceDescription?
  /// Mistakes found so far.
  private(set) var diagnostics: [Diagnostic] = []
  /// The trainings found so far.
  private(set) var trainings: [ForeseenTraining] = []
  /// What the statements gone through draw in their trainings; nil where only the training knows.
  private(set) var draws: [OrderDraws?] = []
  /// The numbers of trainings.
  var numbers = TrainingNumbers()
  /// Loops and conditionals of which only the run knows whether, or how often, it comes to them.
  private(set) var unknownBlocks: Set<SourceRange> = []
  /// The models at hand that a statement would change, were it run.
  private(set) var changed: [Autoencoder] = []
  /// The files that the script writes before the statement at hand.
  private var written: Set<String> = []
  /// Whether a file that is written may have any name, because the run alone knows it.
  private var writesUnknown = false
  private var seen: Set<Diagnostic> = []
  /// Names that the statement at hand forgets.
  private var forgotten: [String] = []

  init(settings: Session.Settings) {
    self.settings = settings
    device = settings.device
  }

  /// Notes a mistake, once where a loop makes it several times.
  func report(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Notes a training of a model; nil where not even its epochs are known.
  func trains(_ training: ForeseenTraining?, _ model: Value?, drawing draws: OrderDraws?) {
    changes(model)
    self.draws.append(draws)
    let number = numbers.next(of: model?.facts?.identity, movesStream: draws == nil)
    guard var training else { return }
    training.number = number
    trainings.append(training)
  }

  /// Notes that a command changes a model.
  func changes(_ model: Value?) {
    if case .model(let model)? = model { changed.append(model) }
  }

  /// Tells the model that a command gives apart from all others, unless it is one that the command was given.
  func made(_ value: Value, by call: Call, draws: Bool) -> Value {
    guard case .foreseen(var facts) = value, facts.type == .model, facts.identity == nil else { return value }
    facts.identity = numbers.made(of: call.identities, draws: draws)
    return .foreseen(facts)
  }

  /// Goes through a block that only the run knows whether, or how often, it comes to.
  func enterUnknownBlock(_ range: SourceRange) {
    unknownBlocks.insert(range)
    numbers.enterUnknownBlock()
  }

  /// Leaves such a block.
  func leaveUnknownBlock() { numbers.leaveUnknownBlock() }

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
