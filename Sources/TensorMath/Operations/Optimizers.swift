#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Adam, in one pass over all parameters, with PyTorch's formulas.
public struct Adam: Hashable, Sendable {
  /// The learning rate.
  public var rate: Double
  /// β1, the decay of the first moments.
  public var firstDecay: Double
  /// β2, the decay of the second moments.
  public var secondDecay: Double
  /// Keeps the quotient finite.
  public var epsilon: Double

  /// PyTorch's defaults.
  public init(rate: Double = 1e-3, firstDecay: Double = 0.9, secondDecay: Double = 0.999, epsilon: Double = 1e-8) {
    self.rate = rate
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
  }

  /// Updates the parameters and both moments; `step` is 1 the first time.
  public func update(
    _ parameters: FloatSlice, gradients: FloatSlice, firstMoments: FloatSlice, secondMoments: FloatSlice, step: Int,
    compute: ComputeContext
  ) {
    precondition(step >= 1, "Steps are counted from 1.")
    gradients.check(parameters.count)
    firstMoments.check(parameters.count)
    secondMoments.check(parameters.count)
    let stepSize = Float(rate / (1 - pow(firstDecay, Double(step))))
    let correction = Float((1 - pow(secondDecay, Double(step))).squareRoot())
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.adamStep(
        parameters.pointer + place, gradients.pointer + place, firstMoments.pointer + place,
        secondMoments.pointer + place, count, Float(1 - firstDecay), Float(secondDecay), Float(1 - secondDecay),
        stepSize, correction, Float(epsilon))
    }
  }
}

/// Stochastic gradient descent with momentum, with PyTorch's formulas.
public struct MomentumDescent: Hashable, Sendable {
  /// The learning rate.
  public var rate: Double
  /// The share of the last velocity that stays.
  public var momentum: Double

  /// Without momentum unless one is given.
  public init(rate: Double, momentum: Double = 0) {
    self.rate = rate
    self.momentum = momentum
  }

  /// Updates the parameters and their velocities, which are zero at first.
  public func update(_ parameters: FloatSlice, gradients: FloatSlice, velocities: FloatSlice, compute: ComputeContext) {
    gradients.check(parameters.count)
    velocities.check(parameters.count)
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.momentumStep(
        parameters.pointer + place, gradients.pointer + place, velocities.pointer + place, count, Float(rate),
        Float(momentum))
    }
  }
}

private func forEachStretch(_ total: Int, _ compute: ComputeContext, _ body: (_ place: Int, _ count: Int) -> Void) {
  let stretch = 32768
  compute.run((total + stretch - 1) / stretch) { task in body(task * stretch, min(stretch, total - task * stretch)) }
}
