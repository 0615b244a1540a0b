internal import KernelArguments

/// A loss that looks at each number by itself, and is the mean over all numbers of all samples.
public enum ElementwiseLoss: LossTerm, Hashable {
  /// The square of the difference d, `torch.nn.MSELoss`.
  case squaredError
  /// The size of the difference, `torch.nn.L1Loss`.
  case absoluteError
  /// `d² / 2` up to a difference of `delta`, `delta · (|d| − delta / 2)` beyond, `torch.nn.HuberLoss`.
  case huber(delta: Float)
  /// Binary cross-entropy of predictions between 0 and 1, no logarithm below −100, `torch.nn.BCELoss`.
  case crossEntropy

  /// The mean, and its gradient in the same pass.
  public func evaluate(
    _ prediction: Batch, target: Batch, gradient: GradientPlace? = nil, compute: ComputeContext
  ) -> Double {
    checkPair(prediction, target)
    gradient?.check(prediction.shape, holding: prediction.count)
    guard prediction.count > 0 else { return 0 }
    let kernels = compute.kernels
    let elements = Double(compute.wholeCount(of: prediction)) * Double(prediction.shape.elementCount)
    let scale = Float((gradient?.weight ?? 1) / elements)
    let stretches = BatchStretches(prediction)
    let sum = compute.sum(stretches.count) { task in
      let (place, entries, samples) = stretches.stretch(task)
      let stretch = LossStretch(
        prediction: prediction.storage.pointer + place, target: target.storage.pointer + place,
        gradient: gradient.map { $0.batch.storage.pointer + place }, adding: gradient?.isAdded ?? false,
        entries: entries, images: samples, scale: scale)
      return switch self {
      case .squaredError: kernels.squaredErrorLoss(stretch)
      case .absoluteError: kernels.absoluteErrorLoss(stretch)
      case .huber(let delta): kernels.huberLoss(stretch, delta)
      case .crossEntropy: kernels.crossEntropyLoss(stretch)
      }
    }
    return sum / elements
  }
}
