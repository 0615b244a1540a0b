public import TensorMath

/// What an optimiser remembers from step to step, kept with the model so that training goes on where it stopped.
public final class OptimizerState {
  /// The optimiser it belongs to; another one starts afresh.
  public internal(set) var name: String
  /// Steps made.
  public package(set) var step: Int
  /// Adam's mean of gradients, or the velocities of gradient descent.
  public let first: FloatBuffer
  /// Adam's mean of squared gradients; empty for gradient descent.
  public let second: FloatBuffer

  init(name: String, count: Int) {
    self.name = name
    step = 0
    first = FloatBuffer(count: count)
    second = FloatBuffer(count: name == "adam" ? count : 0)
  }

  func update(_ weights: FloatBuffer, gradients: FloatBuffer, by optimizer: Optimizer, compute: ComputeContext) {
    step += 1
    switch optimizer {
    case .adam(let adam):
      adam.update(
        weights.all, gradients: gradients.all, firstMoments: first.all, secondMoments: second.all, step: step,
        compute: compute)
    case .sgd(let sgd):
      sgd.update(weights.all, gradients: gradients.all, velocities: first.all, compute: compute)
    }
  }

  func copy() -> OptimizerState {
    let copy = OptimizerState(name: name, count: first.count)
    copy.step = step
    copy.first.pointer.update(from: first.pointer, count: first.count)
    copy.second.pointer.update(from: second.pointer, count: second.count)
    return copy
  }
}
