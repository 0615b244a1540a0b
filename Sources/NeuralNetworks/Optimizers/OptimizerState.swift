public import TensorMath

/// What an optimiser remembers from step to step, kept with the model so that training goes on where it stopped.
public final class OptimizerState {
  /// Steps made.
  public package(set) var step = 0
  /// What it remembers, each array as long as the weights; zero at first.
  public let slots: [FloatSlice]
  /// The name of the rule that left it.
  public let rule: String
  /// What lies in each slot, by the name that PyTorch has for it.
  public let slotNames: [String]

  /// The state of a rule that has made no step, for so many weights.
  package convenience init(of rule: any WeightUpdate, count: Int) {
    self.init(rule: rule.name, slotNames: rule.slotNames, count: count)
  }

  /// The state of a rule by its name, with nothing remembered yet.
  init(rule: String, slotNames: [String], count: Int) {
    self.rule = rule
    self.slotNames = slotNames
    slots = slotNames.map { _ in FloatBuffer(count: count).all }
  }

  private init(copying other: OptimizerState) {
    (rule, slotNames, step) = (other.rule, other.slotNames, other.step)
    slots = other.slots.map { slot in
      let copy = FloatBuffer(count: slot.count).all
      copy.pointer.update(from: slot.pointer, count: slot.count)
      return copy
    }
  }

  /// Whether a rule can go on from it: one of the same name, which remembers the same.
  func belongs(to rule: any WeightUpdate) -> Bool { self.rule == rule.name && slotNames == rule.slotNames }

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

extension WeightUpdate {
  /// Whether it goes on from what was remembered before as if it had never stopped, and does not begin anew.
  public func canGoOn(from state: OptimizerState?) -> Bool { slots == 0 || state?.belongs(to: self) ?? false }
}
