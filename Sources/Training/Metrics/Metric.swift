public import NeuralNetworks
public import TensorMath

/// What is measured of each image's reconstruction beside the loss: one file and one row of ``MetricTable`` each.
public protocol Metric: Sendable {
  /// The name a script writes, under which it is logged.
  var name: String { get }

  /// Throws where images of this shape cannot be measured.
  func check(image: SampleShape) throws(LossMisfit)

  /// The measure of each image of a batch against its target, both on a scale.
  func values(_ images: Batch, target: Batch, scale: TargetScale, compute: ComputeContext) -> [Double]
}

extension Metric {
  /// Every shape will do.
  public func check(image: SampleShape) throws(LossMisfit) {}
}
