import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `measure … by=l1`.
  static let l1 = OptionRow("l1", "mean absolute error, of images from -1 to 1") { _ in
    Metric("l1", label: "mean absolute error (l1)", isSimilarity: false, scale: .normalised) { _ in .l1 }
  }
}
