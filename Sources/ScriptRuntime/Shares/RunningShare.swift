import Basics
import ScriptLanguage

/// The share of a script that a session runs: which trainings belong to it, and what became of them.
public final class RunningShare {
  let share: Share
  /// Whether it also trains what belongs to others and nobody has claimed.
  private let isStealing: Bool
  /// The numbers of the script's trainings, in the order in which every run comes to them.
  private var numbers: [Int] = []
  /// How many of these the run came to.
  private var place = 0
  /// Blocks of which the check could not say whether, or how often, the run comes to them.
  private var unknownBlocks: Set<SourceRange> = []
  /// How many of these the run is in.
  private var depthOfUnknown = 0
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

  /// Begins a script whose check gave its trainings their numbers.
  func begin(_ report: CheckReport) {
    (numbers, place) = (report.trainingNumbers, 0)
    unknownBlocks = report.unknownBlocks
  }

  /// Runs a statement; the trainings in a block to which other shares may not come, or not as often, have no numbers.
  func within(_ statement: SourceRange, _ body: () throws -> Void) throws {
    guard unknownBlocks.contains(statement) else { return try body() }
    depthOfUnknown += 1
    defer { depthOfUnknown -= 1 }
    try body()
  }

  /// Whether the training that the run comes to may be done here; one that has no number may be done by all that do.
  var mayTrain: Bool {
    isStealing || depthOfUnknown > 0 || !numbers.indices.contains(place) || share.holds(numbers[place])
  }

  /// What became of a training: done here, kept from before, or left to another.
  enum Outcome { case trained, kept, deferred }

  /// Notes what became of the training that the run comes to, and goes on behind it.
  func note(_ outcome: Outcome) {
    switch outcome {
    case .trained: trained += 1
    case .kept: kept += 1
    case .deferred: deferred += 1
    }
    if depthOfUnknown == 0 { place += 1 }
  }

  /// Something was passed over that would have drawn random numbers, nobody here knows how many.
  func noteUnknownDraws() { isStreamUnknown = true }

  /// The random numbers begin anew.
  func restart() { isStreamUnknown = false }

  /// What the share did: `share 3/16: 4 trainings done, 2 kept from before; 54 left to others`.
  public var summary: String {
    var parts = ["\(countText(trained, "training")) done"]
    if kept > 0 { parts.append("\(countText(kept)) kept from before") }
    return "share \(share): \(parts.joined(separator: ", ")); "
      + (deferred == 0 ? "none is left to others" : "\(countText(deferred)) left to others")
  }
}
