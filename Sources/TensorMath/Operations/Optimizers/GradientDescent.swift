internal import KernelArguments

/// Stochastic gradient descent, with momentum if one is given, with PyTorch's formulas (`torch.optim.SGD`).
public struct GradientDescent: WeightUpdate {
  /// The share of the last velocity that stays.
  public var momentum: Double
  /// Whether the step looks ahead along the new velocity, as Nesterov's does.
  public var isNesterov: Bool
  /// So many times the weight is added to its gradient.
  public var decay: Double

  /// Without momentum unless one is given; Nesterov's step needs one.
  public init(momentum: Double = 0, isNesterov: Bool = false, decay: Double = 0) {
    precondition(!isNesterov || momentum > 0, "Nesterov's step needs a momentum.")
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.decay = decay
  }

  /// A velocity where there is a momentum.
  public var slotNames: [String] { momentum == 0 ? [] : ["momentum_buffer"] }

  /// `sgd`.
  public var name: String { "sgd" }

  /// Updates the parameters and their velocities.
  public func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext
  ) {
    check(parameters, gradients, slots, step: step)
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.descentStep(
        DescentStep(
          parameters: parameters.pointer + place, gradients: gradients.pointer + place,
          velocities: slots.first.map { $0.pointer + place }, count: count, rate: Float(rate),
          momentum: Float(momentum), isNesterov: isNesterov, decay: Float(decay)))
    }
  }
}
