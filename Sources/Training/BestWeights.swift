internal import NeuralNetworks
internal import TensorMath

/// The weights and the state of the epoch whose loss was the smallest so far.
final class BestWeights {
  private(set) var epoch = 0
  private(set) var loss = Double.infinity
  private let weights, state: FloatBuffer

  /// Room for a model's arrays.
  init(of model: Autoencoder) {
    weights = FloatBuffer(count: model.weights.count)
    state = FloatBuffer(count: model.state.count)
  }

  /// Keeps what a model has now.
  func take(_ model: Autoencoder, epoch: Int, loss: Double) {
    self.epoch = epoch
    self.loss = loss
    weights.pointer.update(from: model.weights.pointer, count: weights.count)
    state.pointer.update(from: model.state.pointer, count: state.count)
  }

  /// Gives a model back what was kept.
  func restore(to model: Autoencoder) {
    model.weights.pointer.update(from: weights.pointer, count: weights.count)
    model.state.pointer.update(from: state.pointer, count: state.count)
  }
}
