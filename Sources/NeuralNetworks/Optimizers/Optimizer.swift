public import TensorMath

/// How weights follow their gradients: one file and one row of ``OptimizerTable`` each.
///
/// What it remembers of earlier steps lies in slots, arrays as long as the weights; copying, saving and foreseeing the
/// memory follow from their number.
public protocol Optimizer: Sendable {
  /// The learning rate that a schedule starts from.
  var rate: Double { get }
  /// The arrays that it remembers, each as long as the weights.
  var slotCount: Int { get }

  /// Takes a step; `step` is 1 the first time, when all slots are zero, and `rate` is what the schedule says for it.
  func update(
    _ weights: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double, compute: ComputeContext)
}
