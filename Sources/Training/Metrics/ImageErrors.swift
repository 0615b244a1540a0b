import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `measure … by=mse`.
  static let mse = OptionRow("mse", "mean squared error, of images from -1 to 1") { _ in
    Metric("mse", label: "mean squared error (mse)", isSimilarity: false, scale: .normalised) { _ in .mse }
  }

  /// `measure … by=l1`.
  static let l1 = OptionRow("l1", "mean absolute error, of images from -1 to 1") { _ in
    Metric("l1", label: "mean absolute error (l1)", isSimilarity: false, scale: .normalised) { _ in .l1 }
  }

  /// `measure … by=bce`.
  static let bce = OptionRow("bce", "binary cross-entropy, of images scaled to 0 to 1") { _ in
    Metric("bce", label: "binary cross-entropy (bce)", isSimilarity: false, scale: .brightness) { _ in .crossEntropy }
  }
}
