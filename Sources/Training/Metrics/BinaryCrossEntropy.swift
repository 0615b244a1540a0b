import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `measure … by=bce`.
  static let bce = OptionRow("bce", "binary cross-entropy, of images scaled to 0 to 1") { _ in
    Metric("bce", label: "binary cross-entropy (bce)", isSimilarity: false, scale: .brightness) { _ in .crossEntropy }
  }
}
