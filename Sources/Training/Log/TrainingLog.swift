public import Datasets
public import NeuralNetworks

/// What a training leaves behind: the loss of every batch, a record of every epoch, and how it ended.
public struct TrainingLog: Sendable {
  /// The length of the model's code, by which runs are told apart.
  public let latentSize: Int
  /// The weights and biases of the model that training adjusts; nil where the log does not know its model.
  public let parameterCount: Int?
  /// Training images an epoch.
  public let imagesPerEpoch: Int
  /// Images a step.
  public let batchSize: Int
  /// Batches an epoch.
  public let stepsPerEpoch: Int
  /// Epochs the model had completed before this training.
  public internal(set) var epochsBefore: Int
  /// The objective that was minimised, as a script writes it.
  public let lossName: String
  /// The names of the loss's terms; empty where it has one alone.
  public let termNames: [String]
  /// The training loss of every batch, in order, of an unfinished last epoch too.
  public internal(set) var batchLosses: [Float] = []
  /// What each term of the loss was for every batch, in the order of ``termNames``.
  public internal(set) var termLosses: [[Float]]
  /// The learning rate of every step.
  public internal(set) var rates: [Float] = []
  /// Whether the rate followed a schedule.
  public let hasSchedule: Bool
  /// The epochs that were completed.
  public internal(set) var epochs: [EpochRecord] = []
  /// The epoch whose weights the model has, where it kept the best or fell back on the last good one; nil where it has the
  /// last.
  public internal(set) var keptEpoch: Int?
  /// The layer whose output was the first that was no finite number, where the training diverged; nil where every layer's
  /// was finite, and only the loss or the weights were not.
  public internal(set) var divergence: LayerPlace?
  /// The watched images as the model saw them, where any were watched.
  public internal(set) var watched: Images?
  /// Which images it was about, where whoever trained has said it; no file keeps it.
  public var images: TrainedImages?
  /// How the training ended.
  public internal(set) var outcome: TrainingOutcome = .finished

  init(
    latentSize: Int, parameterCount: Int? = nil, imagesPerEpoch: Int, batchSize: Int, stepsPerEpoch: Int,
    epochsBefore: Int, lossName: String, termNames: [String] = [], hasSchedule: Bool = false
  ) {
    self.latentSize = latentSize
    self.parameterCount = parameterCount
    self.imagesPerEpoch = imagesPerEpoch
    self.batchSize = batchSize
    self.stepsPerEpoch = stepsPerEpoch
    self.epochsBefore = epochsBefore
    self.lossName = lossName
    self.termNames = termNames
    self.hasSchedule = hasSchedule
    termLosses = termNames.map { _ in [] }
  }

  /// The log of a training that has not begun.
  init(
    _ model: Autoencoder, _ configuration: TrainingConfiguration, imageCount: Int, watching watched: ImageSet?
  ) {
    let bottleneck = model.description.bottleneck
    self.init(
      latentSize: model.latentSize, parameterCount: model.parameterCount, imagesPerEpoch: imageCount,
      batchSize: configuration.batchSize,
      stepsPerEpoch: configuration.steps(of: imageCount), epochsBefore: model.epochs,
      lossName: LossTerms.sum(configuration.objective, bottleneck),
      termNames: LossTerms(configuration.objective, bottleneck).names,
      hasSchedule: !configuration.schedule.isConstant)
    self.watched = watched?.normalised()
  }

  /// Takes over what a checkpoint holds of the log, whose watched images are told by `watched`.
  mutating func take(_ state: TrainingState) {
    epochsBefore = state.epochsBefore
    (batchLosses, rates, termLosses) = (state.losses, state.rates, state.terms)
    epochs = state.epochs.map { $0.labelled(like: watched) }
    guard let ending = state.ending else { return }
    (outcome, keptEpoch, divergence) = (ending.outcome, ending.keptEpoch, ending.divergence)
  }

  /// The names of everything that its epochs measured, in order.
  public var measured: [String] {
    var names: [String] = []
    for record in epochs { names += record.measurements.names.filter { !names.contains($0) } }
    return names
  }

  /// Reserves the memory for an epoch's losses, so that no step has to; as an array grows, by doubling.
  mutating func makeRoomForAnEpoch() {
    let needed = batchLosses.count + stepsPerEpoch
    guard batchLosses.capacity < needed else { return }
    let capacity = max(needed, 2 * batchLosses.capacity)
    batchLosses.reserveCapacity(capacity)
    rates.reserveCapacity(capacity)
    for term in termLosses.indices { termLosses[term].reserveCapacity(capacity) }
  }

  /// Takes in what a step measured.
  mutating func note(loss: Float, rate: Double, terms: [Double]) {
    batchLosses.append(loss)
    rates.append(Float(rate))
    for term in termLosses.indices { termLosses[term].append(Float(terms[term])) }
  }

  /// The record of one epoch by its number, which counts from the model's first epoch on.
  public func epoch(_ number: Int) -> EpochRecord? { epochs.first { $0.number == number } }
}

/// How a training ended.
public enum TrainingOutcome: String, Hashable, Sendable {
  /// Every epoch was completed.
  case finished
  /// It was stopped between two batches; the weights are those of the last step.
  case stopped
  /// The loss had not become smaller for as many epochs as patience lasts.
  case lostPatience = "lost_patience"
  /// The loss of the last step was not a finite number, or at the end of its epoch the validation loss or the weights.
  case diverged
}
