internal import KernelArguments

/// Adagrad: steps divided by the size of all gradients so far, with PyTorch's formulas (`torch.optim.Adagrad`).
///
/// J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization",
/// JMLR 12 (2011). PyTorch's default rate is 0.01.
public struct Adagrad: WeightUpdate {
  /// How fast the rate falls: in step k it is divided by `1 + (k − 1) · rateDecay`.
  public var rateDecay: Double
  /// Keeps the quotient finite.
  public var epsilon: Double
  /// So many times the weight is added to its gradient.
  public var decay: Double

  /// PyTorch's defaults.
  public init(rateDecay: Double = 0, epsilon: Double = 1e-10, decay: Double = 0) {
    self.rateDecay = rateDecay
    self.epsilon = epsilon
    self.decay = decay
  }

  /// The sum of squared gradients.
  public var slotNames: [String] { ["sum"] }

  /// `adagrad`.
  public var name: String { "adagrad" }

  /// Updates the parameters and their sums.
  public func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext
  ) {
    check(parameters, gradients, slots, step: step)
    let stepRate = Float(rate / (1 + Double(step - 1) * rateDecay))
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.adaptiveGradientStep(
        AdaptiveGradientStep(
          parameters: parameters.pointer + place, gradients: gradients.pointer + place,
          squares: slots[0].pointer + place, count: count, rate: stepRate, epsilon: Float(epsilon),
          decay: Float(decay)))
    }
  }
}
