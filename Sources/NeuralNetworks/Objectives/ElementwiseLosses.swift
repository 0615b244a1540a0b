internal import Options
internal import TensorMath

/// The losses that look at each number by itself.
extension OptionRow<LossFunction> {
  static let mse = OptionRow("mse", "mean squared error") { _ in
    LossFunction(likelihoodShare: 0.5) { _ in ElementwiseLoss.squaredError }
  }

  static let l1 = OptionRow("l1", "mean absolute error") { _ in
    LossFunction { _ in ElementwiseLoss.absoluteError }
  }

  private static let delta = OptionKey<Double>(
    "delta", .number(.positive), default: 1.0, argument: true, "the difference from which on it is no longer squared")

  static let huber = OptionRow(
    "huber", "squared where differences are small, and absolute where they are large", options: [delta.declaration]
  ) { values in
    LossFunction { _ in ElementwiseLoss.huber(delta: Float(values[delta])) }
  }

  static let bce = OptionRow(
    "bce", "binary cross-entropy, of images scaled to 0 to 1; the decoder must end in `sigmoid`"
  ) { _ in
    LossFunction(scale: .brightness) { _ in ElementwiseLoss.crossEntropy }
  }
}
