internal import Basics
public import Options
public import TensorMath

/// What a training makes small: a sum of named, weighted losses between a decoder's output and its target.
public struct Objective: Sendable {
  /// One loss of the sum.
  public struct Part: Sendable {
    /// The name a script writes.
    public let name: String
    /// What it is multiplied by.
    public let weight: Double
    /// What is measured.
    let loss: LossFunction
    /// It on the objective's scale.
    let term: any LossTerm
  }

  /// The losses, in the order in which they are written.
  public let parts: [Part]
  /// The scale on which outputs and targets are compared, all parts alike.
  public let scale: TargetScale
  /// The sum as a script writes it.
  public let name: String

  /// The objective that a sum of terms of ``LossTable`` makes.
  /// - Precondition: There is a term, and each is one of the table's.
  public init(_ sum: TermSum) {
    precondition(!sum.terms.isEmpty, "An objective has a loss.")
    let losses = sum.terms.map { LossTable.table.make($0.term) }
    let scale = losses.lazy.compactMap(\.scale).first ?? .normalised
    parts = zip(sum.terms, losses).map { weighted, loss in
      Part(name: weighted.term.name, weight: weighted.weight, loss: loss, term: loss.term(on: scale))
    }
    self.scale = scale
    name = sum.optionValue.description
  }

  /// One loss alone, by its name in the table.
  public static func of(_ name: String) -> Objective { Objective(TermSum([WeightedTerm(weight: 1, term: Term(name))])) }

  /// The mean squared error.
  public static let meanSquaredError = of("mse")

  /// What a term of the code is multiplied by, for images of so many numbers, so that a β of 1 makes of the whole the
  /// negative evidence lower bound: the losses are means, and the term is a sum over the code.
  public func codeWeight(imageCount: Int) -> Double {
    1 / (Double(imageCount) * (parts.first?.loss.likelihoodShare ?? 1))
  }

  /// Throws where a model's output cannot be measured: by its shape, or by its range.
  public func check(decoder: NetworkDescription, image: SampleShape) throws(LossMisfit) {
    for part in parts {
      try part.loss.check(image: image)
      guard part.loss.scale == .brightness, !TargetScale.brightness.range.contains(decoder.outputRange) else {
        continue
      }
      throw LossMisfit(
        "`\(part.name)` compares numbers between 0 and 1, and the decoder ends in "
          + "`\(decoder.lastComputingLayer?.script ?? "nothing")`: end it with `sigmoid`, or choose `mse` or `l1`")
    }
  }

  /// The sum for a prediction; each part's own value is written into `values`, and the gradient of the sum into a batch
  /// where one is given.
  func evaluate(
    _ prediction: Batch, target: Batch, gradient: Batch? = nil, values: UnsafeMutableBufferPointer<Double>,
    compute: ComputeContext
  ) -> Double {
    var sum = 0.0
    for (index, part) in parts.enumerated() {
      let value = part.term.evaluate(
        prediction, target: target,
        gradient: gradient.map { GradientPlace($0, weight: part.weight, isAdded: index > 0) }, compute: compute)
      values[index] = value
      sum += part.weight * value
    }
    return sum
  }
}

extension ClosedRange<Float> {
  /// Whether another range lies within this one.
  func contains(_ other: ClosedRange<Float>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
