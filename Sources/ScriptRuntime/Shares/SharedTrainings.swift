import Basics
import NeuralNetworks
import ScriptLanguage

/// The trainings of a session that runs a share of a script: which of them belong to it, and what became of them.
public final class SharedTrainings {
  let share: Share
  /// Whether it also trains what belongs to others and nobody has claimed.
  private let isStealing: Bool
  var numbers = TrainingNumbers()
  /// Blocks of which the check could not say whether, or how often, the run comes to them.
  var unknownBlocks: Set<SourceRange> = []
  /// Whether random numbers go on behind a training that another share does, so that nobody here knows them.
  private(set) var isStreamUnknown = false
  /// Trainings done here.
  public private(set) var trained = 0
  /// Trainings that were done before.
  private(set) var kept = 0
  /// Trainings that others do.
  public private(set) var deferred = 0

  init(_ share: Share, isStealing: Bool) {
    self.share = share
    self.isStealing = isStealing
  }

  /// Whether a training may be done here; one that has no number may be done by all that come to it.
  func mayTrain(_ number: Int?) -> Bool { isStealing || number.map(share.holds) ?? true }

  func noteTrained() { trained += 1 }
  func noteKept() { kept += 1 }

  /// A training is left to another; where only its end says so, nobody here knows how random numbers go on.
  func noteDeferred(movesStream: Bool) {
    deferred += 1
    if movesStream { isStreamUnknown = true }
  }

  /// Something was passed over that would have drawn random numbers.
  func noteUnknownDraws() { isStreamUnknown = true }

  /// The random numbers begin anew.
  func restart() {
    isStreamUnknown = false
    numbers.restart()
  }

  /// What the share did: `share 3/16: 4 trainings done, 2 kept from before; 54 left to others`.
  public var summary: String {
    var parts = ["\(countText(trained, "training")) done"]
    if kept > 0 { parts.append("\(countText(kept)) kept from before") }
    return "share \(share): \(parts.joined(separator: ", ")); "
      + (deferred == 0 ? "none is left to others" : "\(countText(deferred)) left to others")
  }
}
