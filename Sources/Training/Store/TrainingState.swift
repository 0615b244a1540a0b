internal import Datasets
package import NeuralNetworks
package import TensorMath

/// Where a training stands, beside the model that it trains: all that it needs to go on as if it had never stopped.
package struct TrainingState {
  /// Epochs that the model had completed before the training.
  var epochsBefore: Int
  /// Steps that were made in the epoch under way; none between two epochs.
  var stepOfEpoch = 0
  /// The order of the images in the epoch under way; nil where they come as they lie.
  var order: [Int]?
  /// What whatever is random goes on from.
  var generator: RandomGenerator.State
  /// What was measured of every step.
  package var losses: [Float] = []
  /// The rate of every step.
  package var rates: [Float] = []
  /// What each term of the loss was for every step.
  var terms: [[Float]] = []
  /// The completed epochs.
  var epochs: [EpochRecord] = []
  /// How long it took so far.
  var gauge = SpeedGauge()
  /// The weights of the best epoch, where they are kept.
  var best: KeptWeights?
  /// The weights of the last good epoch; nil where they are those that the model has.
  var good: KeptWeights?
  /// How the training ended; nil for one that goes on.
  package var ending: Ending?

  /// How a training ended.
  package struct Ending {
    /// In which way.
    let outcome: TrainingOutcome
    /// The epoch whose weights the model has; nil for the last.
    let keptEpoch: Int?
    /// The layer in which numbers that are not finite began.
    let divergence: LayerPlace?

    /// An end of some way.
    package init(outcome: TrainingOutcome, keptEpoch: Int? = nil, divergence: LayerPlace? = nil) {
      self.outcome = outcome
      self.keptEpoch = keptEpoch
      self.divergence = divergence
    }
  }

  /// A training of which no step is made.
  package init(epochsBefore: Int, generator: RandomGenerator.State) {
    self.epochsBefore = epochsBefore
    self.generator = generator
  }
}
