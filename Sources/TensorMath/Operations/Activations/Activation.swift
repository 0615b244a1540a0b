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
      let x = UnsafePointer(input.storage.pointer + place)
      let y = output.storage.pointer + place
      switch self {
      case .relu: kernels.leakyRectifierForward(x, 0, y, count)
      case .leakyReLU(let slope): kernels.leakyRectifierForward(x, slope, y, count)
      case .gelu: kernels.gaussianErrorForward(x, y, count)
      case .sigmoid: kernels.logisticForward(x, y, count)
      case .tanh: kernels.hyperbolicTangentForward(x, y, count)
      case .silu: kernels.sigmoidLinearForward(x, y, count)
      case .elu(let alpha): kernels.exponentialLinearForward(x, alpha, y, count)
      case .softplus(let beta, let threshold):
        kernels.softplusForward(x, SoftplusCurve(beta: beta, threshold: threshold), y, count)
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
      let r = UnsafePointer(remembered.storage.pointer + place)
      let dy = UnsafePointer(outputGradient.storage.pointer + place)
      let dx = inputGradient.storage.pointer + place
      switch self {
      case .relu: kernels.leakyRectifierBackward(r, 0, dy, dx, count)
      case .leakyReLU(let slope): kernels.leakyRectifierBackward(r, slope, dy, dx, count)
      case .gelu: kernels.gaussianErrorBackward(r, dy, dx, count)
      case .sigmoid: kernels.logisticBackward(r, dy, dx, count)
      case .tanh: kernels.hyperbolicTangentBackward(r, dy, dx, count)
      case .silu: kernels.sigmoidLinearBackward(r, dy, dx, count)
      case .elu(let alpha): kernels.exponentialLinearBackward(r, alpha, dy, dx, count)
      case .softplus(let beta, let threshold):
        kernels.softplusBackward(r, SoftplusCurve(beta: beta, threshold: threshold), dy, dx, count)
      }
    }
  }
}
