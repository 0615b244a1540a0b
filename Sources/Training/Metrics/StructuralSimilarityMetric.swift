import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `metrics=ssim`.
  static let ssim = OptionRow("ssim", "structural similarity, as Wang et al. define it, the mean over images") { _ in
    Metric("ssim", misfit: StructuralSimilarity.misfit) { .ssim(range: $0.length) }
  }
}
