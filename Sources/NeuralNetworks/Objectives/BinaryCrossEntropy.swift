internal import Options
internal import TensorMath

extension OptionRow<LossFunction> {
  static let bce = OptionRow(
    "bce", "binary cross-entropy, of images scaled to 0 to 1; the decoder must end in `sigmoid`"
  ) { _ in
    LossFunction(scale: .brightness) { _ in ElementwiseLoss.crossEntropy }
  }
}
