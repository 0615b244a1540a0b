internal import Options
public import TensorMath

extension MomentumDescent: Optimizer {
  /// The velocities.
  public var slotCount: Int { 1 }

  /// Takes a step.
  public func update(
    _ weights: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double, compute: ComputeContext
  ) {
    var descent = self
    descent.rate = rate
    descent.update(weights, gradients: gradients, velocities: slots[0], compute: compute)
  }
}

extension OptionRow<any Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-3)
  private static let momentum = OptimizerOptions.decay("momentum", 0, "part of the last step that is kept")

  static let sgd = OptionRow(
    "sgd", "stochastic gradient descent, with momentum if one is given",
    options: [rate.declaration, momentum.declaration]
  ) { MomentumDescent(rate: $0[rate], momentum: $0[momentum]) }
}
