/// A loss of predictions against targets that can be one of several terms of an objective.
public protocol LossTerm: Sendable {
  /// Whether samples of a shape can be measured by it; what cannot must not be evaluated.
  func fits(_ shape: SampleShape) -> Bool

  /// The loss, a mean over the samples, and where a place is given for it the gradient with respect to the prediction.
  ///
  /// Terms are added in double precision, in an order that does not depend on the threads.
  func evaluate(
    _ prediction: Batch, target: Batch, gradient: GradientPlace?, compute: ComputeContext
  ) -> Double
}

extension LossTerm {
  /// Any shape will do.
  public func fits(_ shape: SampleShape) -> Bool { true }
}

/// Where a term of an objective leaves its gradient, and with which weight.
public struct GradientPlace {
  /// The batch that takes the gradient.
  public let batch: Batch
  /// What the gradient is multiplied by.
  public let weight: Double
  /// Whether it is added to what the batch holds, the gradients of the terms before; otherwise it replaces that.
  public let isAdded: Bool

  /// Room for the gradient of a first term, unless another one is there already.
  public init(_ batch: Batch, weight: Double = 1, isAdded: Bool = false) {
    self.batch = batch
    self.weight = weight
    self.isAdded = isAdded
  }

  /// Stops unless the batch can take, or already holds, gradients of such samples.
  func check(_ shape: SampleShape, holding samples: Int) {
    batch.check(shape, holding: samples)
    precondition(!isAdded || batch.count == samples, "The gradients before are of another number of samples.")
    batch.count = samples
  }
}

/// Stops unless both hold equally many samples of the same shape.
func checkPair(_ prediction: Batch, _ target: Batch) {
  target.check(prediction.shape)
  precondition(prediction.count == target.count, "The prediction and the target differ in samples.")
}
