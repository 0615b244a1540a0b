internal import KernelArguments

/// RMSprop: steps divided by a running mean of the gradient's size, with PyTorch's formulas (`torch.optim.RMSprop`).
///
/// G. Hinton, "Neural networks for machine learning", lecture 6 (2012); A. Graves, "Generating sequences with recurrent
/// neural networks" (2013) for the centred form. PyTorch's default rate is 0.01, and ε stands outside the root.
public struct RMSProp: WeightUpdate {
  /// α, the decay of the mean of squared gradients.
  public var smoothing: Double
  /// Keeps the quotient finite.
  public var epsilon: Double
  /// The share of the last step that stays.
  public var momentum: Double
  /// Whether the gradient's variance divides, rather than its mean square.
  public var isCentered: Bool
  /// So many times the weight is added to its gradient.
  public var decay: Double

  /// PyTorch's defaults.
  public init(
    smoothing: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, isCentered: Bool = false, decay: Double = 0
  ) {
    self.smoothing = smoothing
    self.epsilon = epsilon
    self.momentum = momentum
    self.isCentered = isCentered
    self.decay = decay
  }

  /// The mean square; the mean where it is centred; the velocity where there is a momentum.
  public var slotNames: [String] {
    switch (isCentered, momentum == 0) {
    case (false, true): ["square_avg"]
    case (true, true): ["square_avg", "grad_avg"]
    case (false, false): ["square_avg", "momentum_buffer"]
    case (true, false): ["square_avg", "grad_avg", "momentum_buffer"]
    }
  }

  /// `rmsprop`.
  public var name: String { "rmsprop" }

  /// Updates the parameters and what is remembered of their gradients.
  public func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext
  ) {
    check(parameters, gradients, slots, step: step)
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.rootMeanSquareStep(
        RootMeanSquareStep(
          parameters: parameters.pointer + place, gradients: gradients.pointer + place,
          squares: slots[0].pointer + place, means: isCentered ? slots[1].pointer + place : nil,
          velocities: momentum == 0 ? nil : slots[slots.count - 1].pointer + place, count: count, rate: Float(rate),
          smoothing: Float(smoothing), weight: Float(1 - smoothing), momentum: Float(momentum),
          epsilon: Float(epsilon), decay: Float(decay)))
    }
  }
}
