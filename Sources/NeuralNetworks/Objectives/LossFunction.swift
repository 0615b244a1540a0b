public import TensorMath

/// What a decoder's output is measured by: one file and one row of ``LossTable`` each.
public protocol LossFunction: Sendable {
  /// The scale on which it compares; nil where it takes either.
  var scale: TargetScale? { get }
  /// The part of the summed loss that is the negative logarithm of a likelihood: ½ for squares, 1 for most others.
  ///
  /// It says how much a term of the code weighs beside it.
  var likelihoodShare: Double { get }

  /// Throws where images of this shape cannot be measured.
  func check(image: SampleShape) throws(LossMisfit)

  /// The mean over all numbers of `prediction` against `target`, both on a scale; and where a gradient is asked for, its
  /// part is written or added.
  func evaluate(
    _ prediction: Batch, target: Batch, scale: TargetScale, gradient: LossGradient?, compute: ComputeContext
  ) -> Double
}

extension LossFunction {
  /// Either.
  public var scale: TargetScale? { nil }
  /// All of it.
  public var likelihoodShare: Double { 1 }
  /// Every shape will do.
  public func check(image: SampleShape) throws(LossMisfit) {}
}

/// A loss that a network's output cannot be measured by.
public struct LossMisfit: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing, and the way out.
  public let description: String

  /// A misfit in words.
  public init(_ description: String) { self.description = description }
}

/// Where a loss's gradient goes: a batch, by what it is multiplied, and whether it is added to what is there.
public struct LossGradient {
  let batch: Batch
  let weight: Double
  let adds: Bool

  init(_ batch: Batch, weight: Double, adds: Bool) {
    self.batch = batch
    self.weight = weight
    self.adds = adds
  }
}
