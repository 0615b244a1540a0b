internal import KernelArguments

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Adam and AdamW, with PyTorch's formulas.
///
/// D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization" (2014); S. J. Reddi, S. Kale and S. Kumar, "On
/// the convergence of Adam and beyond" (2018); I. Loshchilov and F. Hutter, "Decoupled weight decay regularization" (2017).
public struct Adam: WeightUpdate {
  /// How weights are drawn towards zero.
  public enum Decay: Hashable, Sendable {
    /// So many times the weight is added to its gradient, as `torch.optim.Adam` does.
    case added(Double)
    /// The weight loses so large a part, times the learning rate, in each step, as in `torch.optim.AdamW`.
    case decoupled(Double)
  }

  /// β1, the decay of the first moments.
  public var firstDecay: Double
  /// β2, the decay of the second moments.
  public var secondDecay: Double
  /// Keeps the quotient finite.
  public var epsilon: Double
  /// How weights are drawn towards zero.
  public var decay: Decay
  /// Whether the greatest second moment so far divides, as AMSGrad has it.
  public var keepsGreatest: Bool

  /// PyTorch's defaults; AdamW's decay is `.decoupled(0.01)`.
  public init(
    firstDecay: Double = 0.9, secondDecay: Double = 0.999, epsilon: Double = 1e-8, decay: Decay = .added(0),
    keepsGreatest: Bool = false
  ) {
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
    self.decay = decay
    self.keepsGreatest = keepsGreatest
  }

  /// Both moments, and the greatest second one where it is kept.
  public var slotNames: [String] {
    keepsGreatest ? ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"] : ["exp_avg", "exp_avg_sq"]
  }

  /// `adam`.
  public var name: String { "adam" }

  /// Updates the parameters and their moments.
  public func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext
  ) {
    check(parameters, gradients, slots, step: step)
    let stepSize = Float(rate / (1 - pow(firstDecay, Double(step))))
    let correction = Float((1 - pow(secondDecay, Double(step))).squareRoot())
    let (added, shrinkage): (Float, Float) =
      switch decay {
      case .added(let factor): (Float(factor), 1)
      case .decoupled(let part): (0, Float(1 - rate * part))
      }
    let kernels = compute.kernels
    forEachStretch(parameters.count, compute) { place, count in
      kernels.adamStep(
        AdamStep(
          parameters: parameters.pointer + place, gradients: gradients.pointer + place,
          firstMoments: slots[0].pointer + place, secondMoments: slots[1].pointer + place,
          greatest: keepsGreatest ? slots[2].pointer + place : nil, count: count, firstWeight: Float(1 - firstDecay),
          secondDecay: Float(secondDecay), secondWeight: Float(1 - secondDecay), stepSize: stepSize,
          rootCorrection: correction, epsilon: Float(epsilon), decay: added, shrinkage: shrinkage))
    }
  }
}
