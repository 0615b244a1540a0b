public import TensorMath

/// How weights follow their gradients: a rule, and the learning rate that a schedule starts from.
///
/// What a rule remembers of earlier steps lies in slots, arrays as long as the weights; copying, saving and foreseeing the
/// memory follow from their number.
public struct Optimizer: Sendable {
  /// The learning rate that a schedule starts from.
  public let rate: Double
  /// What is done with it.
  public let rule: any WeightUpdate

  /// A rule and its rate.
  public init(_ rule: any WeightUpdate, rate: Double) {
    self.rule = rule
    self.rate = rate
  }

  /// Adam with PyTorch's defaults.
  public static let adam = Optimizer(Adam(), rate: 1e-3)
}
