internal import Options
internal import TensorMath

/// A loss of the numbers one by one.
struct PixelLoss: LossFunction {
  let loss: Loss
  let scale: TargetScale?
  let likelihoodShare: Double

  func evaluate(
    _ prediction: Batch, target: Batch, scale: TargetScale, gradient: LossGradient?, compute: ComputeContext
  ) -> Double {
    precondition(gradient.map { $0.weight == 1 && !$0.adds } ?? true)
    return loss.evaluate(prediction, target: target, gradient: gradient?.batch, compute: compute)
  }
}

extension OptionRow<any LossFunction> {
  static let mse = OptionRow("mse", "mean squared error") { _ in
    PixelLoss(loss: .mse, scale: nil, likelihoodShare: 0.5)
  }
  static let l1 = OptionRow("l1", "mean absolute error") { _ in PixelLoss(loss: .l1, scale: nil, likelihoodShare: 1) }
  static let bce = OptionRow(
    "bce", "binary cross-entropy, of images scaled to 0 to 1; the decoder must end in `sigmoid`"
  ) {
    _ in PixelLoss(loss: .bce, scale: .brightness, likelihoodShare: 1)
  }
}
