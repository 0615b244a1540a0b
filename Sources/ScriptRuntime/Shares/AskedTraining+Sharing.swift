import Datasets
import NeuralNetworks
import Options
import TensorMath
import Training

/// A training of a script that several processes run together.
extension AskedTraining {
  /// Does a training that belongs to this share, or takes what is kept of one that is over; throws ``NotYetKnown`` where it
  /// is another's, with random numbers where they are behind it. A session that runs all of a script trains in any case.
  func runIfShared(
    in session: Session, keptAs look: () throws -> KeptTraining?, _ train: (KeptTraining?) throws -> TrainingLog
  ) throws -> TrainingLog {
    guard let shares = session.shares else { return try train(look()) }
    let movesStream = !Self.drawsOrdersAlone(call)
    let number = shares.numbers.next(of: .model(ObjectIdentifier(model)), movesStream: movesStream)
    let found = try look()
    if let found, found.found?.isFinished == true {
      shares.noteKept()
      return try train(found)
    }
    guard shares.mayTrain(number), let claim = try found?.claim() else {
      shares.noteDeferred(movesStream: movesStream)
      if !movesStream { skipDraws(try session.random) }
      throw NotYetKnown()
    }
    defer { claim.release() }
    // What is kept may have come further until the claim was there.
    let log = try train(look())
    shares.noteTrained()
    return log
  }

  /// Whether all that a training draws is the order of its images, so that random numbers go on behind it in a place that
  /// is known before.
  static func drawsOrdersAlone(_ call: Call) -> Bool {
    guard let description = call.facts(model)?.model, call.known(epochs) != nil else { return false }
    let others: [any OptionDeclaring] = [TrainingChoices.augment, TrainingChoices.corrupt, TrainingChoices.patience]
    return !description.drawsInTraining && !others.contains { call.isGiven($0) }
  }

  /// Draws what the training would.
  private func skipDraws(_ random: RandomStream) {
    for _ in 0..<configuration.epochs {
      _ = configuration.order.places(of: images.count, random: random)
      if validation != nil { random.generator.skipLoaderSeed() }
    }
  }
}

extension AutoencoderDescription {
  /// Whether a training step draws random numbers.
  fileprivate var drawsInTraining: Bool {
    bottleneck.makesCode || encoder.drawsInTraining || decoder.drawsInTraining
  }
}
