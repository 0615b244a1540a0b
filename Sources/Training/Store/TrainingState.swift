internal import Datasets
internal import NeuralNetworks
internal import TensorMath

/// Where a training stands, beside the model that it trains: all that it needs to go on as if it had never stopped.
struct TrainingState {
  /// Epochs that the model had completed before the training.
  var epochsBefore: Int
  /// Steps that were made in the epoch under way; none between two epochs.
  var stepOfEpoch = 0
  /// The order of the images in the epoch under way; nil where they come as they lie.
  var order: [Int]?
  /// What whatever is random goes on from.
  var generator: RandomGenerator.State
  /// What was measured of every step.
  var losses: [Float] = []
  var rates: [Float] = []
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
  var ending: Ending?

  /// How a training ended.
  struct Ending {
    var outcome: TrainingOutcome
    var keptEpoch: Int?
    var divergence: LayerPlace?
  }
}
