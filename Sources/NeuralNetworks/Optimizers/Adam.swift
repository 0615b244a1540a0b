internal import Options
public import TensorMath

extension Adam: Optimizer {
  /// The means of gradients and of squared gradients.
  public var slotCount: Int { 2 }

  /// Takes a step.
  public func update(
    _ weights: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double, compute: ComputeContext
  ) {
    var adam = self
    adam.rate = rate
    adam.update(
      weights, gradients: gradients, firstMoments: slots[0], secondMoments: slots[1], step: step, compute: compute)
  }
}

extension OptionRow<any Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-3)
  private static let first = OptimizerOptions.decay("beta1", 0.9, "decay of the mean of gradients")
  private static let second = OptimizerOptions.decay("beta2", 0.999, "decay of the mean of squared gradients")
  private static let epsilon = OptimizerOptions.epsilon

  static let adam = OptionRow(
    "adam", "Adam: steps scaled by running means of the gradient and of its square",
    options: [rate.declaration, first.declaration, second.declaration, epsilon.declaration]
  ) { Adam(rate: $0[rate], firstDecay: $0[first], secondDecay: $0[second], epsilon: $0[epsilon]) }
}
