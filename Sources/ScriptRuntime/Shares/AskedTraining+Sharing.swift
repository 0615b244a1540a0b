import NeuralNetworks
import Training

/// A training of a script that several processes run together.
extension AskedTraining {
  /// Does a training that belongs to this share, or takes what is kept of one that is over; throws ``NotYetKnown`` where it
  /// is another's. A session that runs all of a script trains in any case.
  func runIfShared(
    in session: Session, keptAs look: () throws -> KeptTraining?, _ train: (KeptTraining?) throws -> TrainingLog
  ) throws -> TrainingLog {
    guard let share = session.share else { return try train(look()) }
    let found = try look()
    if let found, found.found?.isFinished == true {
      share.note(.kept)
      return try train(found)
    }
    guard share.mayTrain, let claim = try found?.claim() else { throw NotYetKnown() }
    defer { claim.release() }
    // What is kept may have come further until the claim was there.
    let log = try train(look())
    share.note(.trained)
    return log
  }
}
