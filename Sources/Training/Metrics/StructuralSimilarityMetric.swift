import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `metrics=ssim`.
  static let ssim = OptionRow("ssim", "structural similarity, as Wang et al. define it, the mean over images") { _ in
    Metric(
      "ssim", label: "structural similarity (SSIM)", isSimilarity: true, scale: .brightness,
      misfit: StructuralSimilarity.misfit
    ) { .ssim(range: $0.length) }
  }
}
