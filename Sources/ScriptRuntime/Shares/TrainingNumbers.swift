/// Numbers the trainings of a script in the order in which its runs come to them.
///
/// Trainings that build on one another share a number, so that one process does them all: those of one model or of its
/// copies, and those of models whose weights are drawn behind a training of which only its end says where random numbers go
/// on. What lies where only the run knows whether it comes to it has none of its own.
struct TrainingNumbers {
  /// The numbers of all trainings to which every run comes, in their order.
  private(set) var all: [Int] = []
  private var count = 0
  private var identities = 0
  /// The numbers of models, by their identities.
  private var numbers: [Int: Int] = [:]
  /// The number of the training that random numbers go on behind; nil where they do not depend on one.
  private var numberOfStream: Int?
  private var unknownBlocks = 0
  /// Whether the script has more than was gone through.
  private var isCutShort = false

  /// The number of a training of a model; nil for one that only the run knows of. `movesStream` says that the random numbers
  /// behind it follow from nothing but the training.
  mutating func next(of model: Int?, movesStream: Bool) -> Int? {
    let isUnknown = unknownBlocks > 0
    let known = model.flatMap { numbers[$0] }
    if known == nil, isUnknown { return nil }
    if known == nil { count += 1 }
    let number = known ?? count
    if let model { numbers[model] = number }
    if movesStream { numberOfStream = number }
    if !isUnknown, !isCutShort { all.append(number) }
    return number
  }

  /// A command gave a new model, of others or of random numbers; gives what tells it apart.
  mutating func made(of others: [Int], draws: Bool) -> Int {
    identities += 1
    numbers[identities] = others.lazy.compactMap { [numbers] in numbers[$0] }.first ?? (draws ? numberOfStream : nil)
    return identities
  }

  /// The random numbers begin anew.
  mutating func restart() { numberOfStream = nil }

  /// Goes through a block that only the run knows whether, or how often, it comes to.
  mutating func enterUnknownBlock() { unknownBlocks += 1 }

  /// Leaves such a block.
  mutating func leaveUnknownBlock() { unknownBlocks -= 1 }

  /// Goes on behind something that the run goes through and this does not: which trainings it comes to from here on is not
  /// known.
  mutating func cutShort() { isCutShort = true }
}
