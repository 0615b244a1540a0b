/// A loss: the mean over all numbers of all samples, and its gradient.
public enum Loss: String, Hashable, Sendable, CaseIterable {
  /// Mean squared error.
  case mse
  /// Mean absolute error.
  case l1
  /// Binary cross-entropy of predictions between 0 and 1.
  case bce

  /// The loss as a term of an objective.
  public var term: ElementwiseLoss {
    switch self {
    case .mse: .squaredError
    case .l1: .absoluteError
    case .bce: .crossEntropy
    }
  }

  /// The loss of `prediction` against `target`, and where a batch is given for it the gradient, in one pass.
  public func evaluate(_ prediction: Batch, target: Batch, gradient: Batch? = nil, compute: ComputeContext) -> Double {
    term.evaluate(prediction, target: target, gradient: gradient.map { GradientPlace($0) }, compute: compute)
  }
}
