internal import TensorMath

/// What a decoder's output is measured by: one file and one row of ``LossTable`` each.
public struct LossFunction: Sendable {
  /// The scale on which it compares; nil where it takes either.
  public let scale: TargetScale?
  /// The part of the summed loss that is the negative logarithm of a likelihood: ½ for squares, 1 for most others.
  ///
  /// It says how much a term of the code weighs beside it.
  public let likelihoodShare: Double
  private let make: @Sendable (TargetScale) -> any LossTerm
  private let misfit: @Sendable (SampleShape) -> String

  /// A loss; `term` makes it for numbers on a scale, and `misfit` says what images that do not fit it lack.
  init(
    scale: TargetScale? = nil, likelihoodShare: Double = 1,
    misfit: @escaping @Sendable (SampleShape) -> String = { _ in "" },
    term: @escaping @Sendable (TargetScale) -> any LossTerm
  ) {
    self.scale = scale
    self.likelihoodShare = likelihoodShare
    self.misfit = misfit
    make = term
  }

  /// The loss of numbers on a scale.
  func term(on scale: TargetScale) -> any LossTerm { make(scale) }

  /// Throws where images of this shape cannot be measured.
  func check(image: SampleShape) throws(LossMisfit) {
    guard make(scale ?? .normalised).fits(image) else { throw LossMisfit(misfit(image)) }
  }
}

/// A loss that a network's output cannot be measured by.
public struct LossMisfit: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing, and the way out.
  public let description: String

  /// A misfit in words.
  public init(_ description: String) { self.description = description }
}
