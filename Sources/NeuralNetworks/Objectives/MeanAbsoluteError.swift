internal import Options
internal import TensorMath

extension OptionRow<LossFunction> {
  static let l1 = OptionRow("l1", "mean absolute error") { _ in
    LossFunction { _ in ElementwiseLoss.absoluteError }
  }
}
