public import TensorMath

/// What an optimiser remembers from step to step, kept with the model so that training goes on where it stopped.
public final class OptimizerState {
  /// Steps made.
  public package(set) var step = 0
  /// What it remembers, each array as long as the weights; zero at first.
  public let slots: [FloatSlice]
  private let owner: any WeightUpdate.Type

  /// The state of a rule that has made no step, for so many weights.
  package init(of rule: any WeightUpdate, count: Int) {
    owner = type(of: rule)
    slots = (0..<rule.slots).map { _ in FloatBuffer(count: count).all }
  }

  private init(copying other: OptimizerState) {
    owner = other.owner
    step = other.step
    slots = other.slots.map { slot in
      let copy = FloatBuffer(count: slot.count).all
      copy.pointer.update(from: slot.pointer, count: slot.count)
      return copy
    }
  }

  /// Whether a rule can go on from it: one of the same kind, which remembers as much.
  func belongs(to rule: any WeightUpdate) -> Bool { owner == type(of: rule) && slots.count == rule.slots }

  /// Takes a step at a rate.
  func update(
    _ weights: FloatBuffer, gradients: FloatBuffer, by rule: any WeightUpdate, rate: Double, compute: ComputeContext
  ) {
    precondition(belongs(to: rule), "The state is another optimiser's.")
    step += 1
    rule.update(weights.all, gradients: gradients.all, slots: slots, step: step, rate: rate, compute: compute)
  }

  /// Another state with the same memory.
  func copy() -> OptimizerState { OptimizerState(copying: self) }
}
