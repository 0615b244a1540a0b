public import TensorMath

/// What an optimiser remembers from step to step, kept with the model so that training goes on where it stopped.
public final class OptimizerState {
  /// The optimiser it belongs to; another one starts afresh.
  public internal(set) var name: String
  /// Steps made.
  public package(set) var step: Int
  /// What is remembered of each weight: Adam's means of the gradient and of its square, the velocity of gradient descent.
  public let slots: [FloatSlice]

  init(for optimizer: Optimizer, count: Int) {
    name = optimizer.name
    step = 0
    slots = (0..<optimizer.slots).map { _ in FloatBuffer(count: count).all }
  }

  private init(copying state: OptimizerState) {
    name = state.name
    step = state.step
    slots = state.slots.map { slot in
      let copy = FloatBuffer(count: slot.count)
      copy.pointer.update(from: slot.pointer, count: slot.count)
      return copy.all
    }
  }

  /// Whether the optimiser can go on from here.
  func fits(_ optimizer: Optimizer) -> Bool { name == optimizer.name && slots.count == optimizer.slots }

  func update(_ weights: FloatBuffer, gradients: FloatBuffer, by optimizer: Optimizer, compute: ComputeContext) {
    step += 1
    switch optimizer {
    case .adam(let adam, let rate):
      adam.update(weights.all, gradients: gradients.all, slots: slots, step: step, rate: rate, compute: compute)
    case .sgd(let sgd, let rate):
      sgd.update(weights.all, gradients: gradients.all, slots: slots, step: step, rate: rate, compute: compute)
    }
  }

  func copy() -> OptimizerState { OptimizerState(copying: self) }
}
