internal import Options
package import TensorMath

extension OptionRow<LossFunction> {
  static let ssim = OptionRow("ssim", "1 minus the structural similarity, as Wang et al. define it") { _ in
    LossFunction(misfit: StructuralSimilarity.misfit) { StructuralSimilarity(range: $0.length) }
  }
}

extension StructuralSimilarity {
  /// What images lack that are smaller than a window.
  package static func misfit(_ shape: SampleShape) -> String {
    "`ssim` looks at windows of \(window)x\(window) pixels, and the images are \(shape)"
  }
}

extension TargetScale {
  /// From the least number of an image to the greatest.
  package var length: Double { Double(range.upperBound - range.lowerBound) }
}
