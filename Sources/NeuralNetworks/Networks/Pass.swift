public import TensorMath

/// What the layers of a network are told of the pass that they are part of.
public struct Pass {
  /// Where it is computed.
  public let compute: ComputeContext
  /// What layers that train draw from; nil where they evaluate.
  public let random: RandomStream?

  /// Whether layers train: they drop out, take the statistics of the batch, and keep their state.
  public var isTraining: Bool { random != nil }

  /// A pass that evaluates: the same output for the same input, and no state is changed.
  public static func evaluation(_ compute: ComputeContext) -> Pass { Pass(compute: compute, random: nil) }

  /// A pass that trains.
  public static func training(_ compute: ComputeContext, random: RandomStream) -> Pass {
    Pass(compute: compute, random: random)
  }

  private init(compute: ComputeContext, random: RandomStream?) {
    self.compute = compute
    self.random = random
  }
}
