internal import NeuralNetworks
internal import TensorMath

/// The weights and the state that a model had at the end of an epoch, to come back to.
final class KeptWeights {
  /// The epoch; that before the first where none was completed yet.
  private(set) var epoch = 0
  /// The loss that is watched, as it was then.
  private(set) var loss = Double.infinity
  /// The weights of all layers, and what layers keep beside them.
  let weights, state: FloatBuffer

  /// Room for a model's arrays.
  init(of model: Autoencoder) {
    weights = FloatBuffer(count: model.weights.count)
    state = FloatBuffer(count: model.state.count)
  }

  /// What a file kept.
  init(epoch: Int, loss: Double, weights: [Float], state: [Float]) {
    self.epoch = epoch
    self.loss = loss
    self.weights = FloatBuffer(weights)
    self.state = FloatBuffer(state)
  }

  /// Whether a model has as many of both.
  func fits(_ model: Autoencoder) -> Bool {
    weights.count == model.weights.count && state.count == model.state.count
  }

  /// Keeps what a model has now.
  func take(_ model: Autoencoder, epoch: Int, loss: Double = .infinity) {
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
