public import NeuralNetworks
public import Options
public import TensorMath

/// What is measured of each image's reconstruction beside the loss: one row of ``MetricTable``.
public struct Metric: Sendable {
  /// The name a script writes, under which it is logged.
  public let name: String
  private let make: @Sendable (TargetScale) -> ImageMeasure
  private let misfit: @Sendable (SampleShape) -> String

  init(
    _ name: String, misfit: @escaping @Sendable (SampleShape) -> String = { _ in "" },
    measure: @escaping @Sendable (TargetScale) -> ImageMeasure
  ) {
    self.name = name
    self.misfit = misfit
    make = measure
  }

  /// Throws where images of this shape cannot be measured.
  public func check(image: SampleShape) throws(LossMisfit) {
    guard make(.normalised).fits(image) else { throw LossMisfit(misfit(image)) }
  }

  /// The measure of each image of a batch against its target, both on a scale.
  func values(_ images: Batch, target: Batch, scale: TargetScale, compute: ComputeContext) -> [Double] {
    make(scale).values(images, target: target, compute: compute)
  }
}

/// Every metric, one row each.
public enum MetricTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<Metric>([.psnr, .ssim])
}
