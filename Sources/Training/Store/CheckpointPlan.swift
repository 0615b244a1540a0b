/// When a training writes checkpoints; one that is stopped writes one in any case but `never`.
public enum CheckpointPlan: Hashable, Sendable {
  /// At the end of each epoch and every thirty seconds, as long as that takes no more than two hundredths of the time.
  case automatic
  /// Every so many seconds.
  case every(Double)
  /// At the end of each epoch.
  case epoch
  /// Not at all.
  case never

  /// The seconds between two checkpoints unless something else is asked for.
  static let interval = 30.0
  /// The part of a training's time that its checkpoints may take, unless something else is asked for.
  static let share = 0.02
}

/// Tells when the next checkpoint is to be written.
package struct CheckpointTimer {
  private let plan: CheckpointPlan
  private let began: Double
  private var last: Double
  private var spent = 0.0
  /// What the next one will take: as long as the last one.
  private var cost: Double

  /// A timer that begins at a time; the first checkpoint of so many bytes is taken for one that a slow disk writes.
  package init(_ plan: CheckpointPlan, at time: Double, bytes: Int) {
    self.plan = plan
    (began, last) = (time, time)
    cost = 0.01 + Double(bytes) / 2e8
  }

  /// Whether one is due at a time, at the end of an epoch or within one.
  package func isDue(at time: Double, endsEpoch: Bool) -> Bool {
    switch plan {
    case .never: false
    case .epoch: endsEpoch
    case .every(let seconds): time - last >= seconds
    case .automatic:
      (endsEpoch || time - last >= CheckpointPlan.interval)
        && spent + cost <= CheckpointPlan.share * (time - began)
    }
  }

  /// Notes one that was written.
  package mutating func wrote(from start: Double, to end: Double) {
    cost = end - start
    spent += cost
    last = end
  }
}
