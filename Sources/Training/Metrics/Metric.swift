public import NeuralNetworks
public import Options
public import TensorMath

/// What is measured of each image against another: one row of ``MetricTable`` or of ``MeasureTable``.
public struct Metric: Sendable {
  /// The name a script writes, under which it is logged.
  public let name: String
  /// What an axis calls it, with its unit.
  public let label: String
  /// Whether it is larger where images are more alike, as the signal-to-noise ratio is, and not an error.
  public let isSimilarity: Bool
  /// The scale on which images are measured image by image, beside the one of an objective.
  public let scale: TargetScale
  private let make: @Sendable (TargetScale) -> ImageMeasure
  private let misfit: @Sendable (SampleShape) -> String

  init(
    _ name: String, label: String, isSimilarity: Bool, scale: TargetScale,
    misfit: @escaping @Sendable (SampleShape) -> String = { _ in "" },
    measure: @escaping @Sendable (TargetScale) -> ImageMeasure
  ) {
    self.name = name
    self.label = label
    self.isSimilarity = isSimilarity
    self.scale = scale
    self.misfit = misfit
    make = measure
  }

  /// Throws where images of this shape cannot be measured.
  public func check(image: SampleShape) throws(LossMisfit) {
    guard make(.normalised).fits(image) else { throw LossMisfit(misfit(image)) }
  }

  /// What is measured of images on a scale.
  func measure(on scale: TargetScale) -> ImageMeasure { make(scale) }
}

/// Every metric that a training takes, one row each.
public enum MetricTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<Metric>([.psnr, .ssim])
}

/// Everything that `measure` takes, one row each.
public enum MeasureTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<Metric>([.mse, .l1, .bce, .psnr, .ssim])
}
