public import Training

/// How a session keeps its trainings.
public struct TrainingKeeping: Sendable {
  /// Where trainings are kept and taken from; nil for nowhere.
  public var store: TrainingStore?
  /// When checkpoints are written.
  public var plan: CheckpointPlan
  /// Whether every training is done anew, whatever is kept of it.
  public var isFresh: Bool

  /// A way to keep trainings.
  public init(store: TrainingStore? = nil, plan: CheckpointPlan = .automatic, isFresh: Bool = false) {
    self.store = store
    self.plan = plan
    self.isFresh = isFresh
  }
}
