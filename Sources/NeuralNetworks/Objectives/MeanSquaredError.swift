internal import Options
internal import TensorMath

extension OptionRow<LossFunction> {
  static let mse = OptionRow("mse", "mean squared error") { _ in
    LossFunction(likelihoodShare: 0.5) { _ in ElementwiseLoss.squaredError }
  }
}
