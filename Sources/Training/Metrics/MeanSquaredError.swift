import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `measure … by=mse`.
  static let mse = OptionRow("mse", "mean squared error, of images from -1 to 1") { _ in
    Metric("mse", label: "mean squared error (mse)", isSimilarity: false, scale: .normalised) { _ in .mse }
  }
}
