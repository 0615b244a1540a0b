import NeuralNetworks
import Options
import TensorMath

extension OptionRow<Metric> {
  /// `metrics=psnr`.
  static let psnr = OptionRow("psnr", "peak signal-to-noise ratio in decibels, the mean over images") { _ in
    Metric("psnr", label: "PSNR (dB)", isSimilarity: true, scale: .brightness) { .psnr(range: $0.length) }
  }
}
