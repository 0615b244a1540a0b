import NeuralNetworks

/// Numbers the trainings of a script in the order in which it comes to them, the same in every process that runs it or
/// checks it.
///
/// Trainings that build on one another share a number, so that one process does them all: those of one model or of its
/// copies, and those of models whose weights are drawn behind a training of which only its end says where random numbers go
/// on. What lies where only the run knows whether it comes to it has none.
struct TrainingNumbers {
  /// A model, in a run or in a check.
  enum ModelIdentity: Hashable {
    case model(ObjectIdentifier)
    case foreseen(Int)
  }

  /// How many there are so far.
  private(set) var count = 0
  private var numbers: [ModelIdentity: Int] = [:]
  /// The number of the training that random numbers go on behind; nil where they do not depend on one.
  private var numberOfStream: Int?
  private var unknownBlocks = 0

  /// Whether a statement is only come to where the run decides it.
  var isWithinUnknownBlock: Bool { unknownBlocks > 0 }

  /// The number of a training that the script comes to; nil for one that only the run knows of. `movesStream` says that the
  /// random numbers behind it follow from nothing but the training.
  mutating func next(of model: ModelIdentity?, movesStream: Bool) -> Int? {
    if let known = model.flatMap({ numbers[$0] }) {
      if movesStream { numberOfStream = known }
      return known
    }
    guard !isWithinUnknownBlock else { return nil }
    count += 1
    if let model { numbers[model] = count }
    if movesStream { numberOfStream = count }
    return count
  }

  /// A command gave a model, of others or of random numbers.
  mutating func made(_ model: ModelIdentity, of others: [ModelIdentity], draws: Bool) {
    guard !others.contains(model) else { return }
    numbers[model] = others.lazy.compactMap { [numbers] in numbers[$0] }.first ?? (draws ? numberOfStream : nil)
  }

  /// The random numbers begin anew.
  mutating func restart() { numberOfStream = nil }

  /// Goes through a block that only the run knows whether, or how often, it comes to.
  mutating func enterUnknownBlock() { unknownBlocks += 1 }

  /// Leaves such a block.
  mutating func leaveUnknownBlock() { unknownBlocks -= 1 }
}

extension Value {
  /// Which model it is; nil for what is none, or has no identity in a check.
  var modelIdentity: TrainingNumbers.ModelIdentity? {
    switch self {
    case .model(let model): .model(ObjectIdentifier(model))
    case .foreseen(let foreseen): foreseen.identity.map { .foreseen($0) }
    default: nil
    }
  }
}
