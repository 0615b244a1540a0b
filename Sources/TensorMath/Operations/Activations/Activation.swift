internal import KernelArguments

/// An element-wise activation, forward and backward.
public enum Activation: Hashable, Sendable {
  /// `max(x, 0)`.
  case relu
  /// `x` where it is positive, `slope · x` elsewhere.
  case leakyReLU(slope: Float)
  /// `x · Φ(x)` with the exact normal distribution function.
  case gelu
  /// `1 / (1 + e⁻ˣ)`.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// `x / (1 + e⁻ˣ)`.
  case silu
  /// `x` where it is positive, `alpha · (eˣ − 1)` elsewhere.
  case elu(alpha: Float)
  /// `ln(1 + e^(beta · x)) / beta`, or `x` where `beta · x` is above the threshold.
  case softplus(beta: Float, threshold: Float)

  /// Whether `backward` reads the layer's output rather than its input; relu can read either.
  public var backwardReadsOutput: Bool {
    switch self {
    case .relu, .sigmoid, .tanh: true
    case .leakyReLU, .gelu, .silu, .elu, .softplus: false
    }
  }

  /// `output = activation(input)`; the two may be the same batch.
  public func forward(_ input: Batch, into output: Batch, compute: ComputeContext) {
    output.check(input.shape, holding: input.count)
    output.count = input.count
    let kernels = compute.kernels
    forEachStretch(input, compute) { place, count in
      let numbers = MappedNumbers(
        values: input.storage.pointer + place, count: count, result: output.storage.pointer + place)
      switch self {
      case .relu: kernels.leakyRectifierForward(numbers, 0)
      case .leakyReLU(let slope): kernels.leakyRectifierForward(numbers, slope)
      case .gelu: kernels.gaussianErrorForward(numbers)
      case .sigmoid: kernels.logisticForward(numbers)
      case .tanh: kernels.hyperbolicTangentForward(numbers)
      case .silu: kernels.sigmoidLinearForward(numbers)
      case .elu(let alpha): kernels.exponentialLinearForward(numbers, alpha)
      case .softplus(let beta, let threshold):
        kernels.softplusForward(numbers, SoftplusCurve(beta: beta, threshold: threshold))
      }
    }
  }

  /// The gradient with respect to the input. `remembered` is the layer's output where `backwardReadsOutput`, else
  /// its input. The two gradients may be the same batch.
  public func backward(_ outputGradient: Batch, remembered: Batch, into inputGradient: Batch, compute: ComputeContext) {
    remembered.check(outputGradient.shape, holding: outputGradient.count)
    inputGradient.check(outputGradient.shape, holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    forEachStretch(outputGradient, compute) { place, count in
      let gradients = MappedGradients(
        remembered: remembered.storage.pointer + place, gradient: outputGradient.storage.pointer + place, count: count,
        result: inputGradient.storage.pointer + place)
      switch self {
      case .relu: kernels.leakyRectifierBackward(gradients, 0)
      case .leakyReLU(let slope): kernels.leakyRectifierBackward(gradients, slope)
      case .gelu: kernels.gaussianErrorBackward(gradients)
      case .sigmoid: kernels.logisticBackward(gradients)
      case .tanh: kernels.hyperbolicTangentBackward(gradients)
      case .silu: kernels.sigmoidLinearBackward(gradients)
      case .elu(let alpha): kernels.exponentialLinearBackward(gradients, alpha)
      case .softplus(let beta, let threshold):
        kernels.softplusBackward(gradients, SoftplusCurve(beta: beta, threshold: threshold))
      }
    }
  }
}
