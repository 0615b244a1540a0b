public import NeuralNetworks

/// What becomes of gradients between the backward pass and the weights' step: nothing in one process, a sum across several.
public protocol GradientCombiner: Sendable {
  /// Makes of the gradients of this process's examples those of all, and of their loss that of all.
  func combine(_ loss: Double, of model: Autoencoder) -> Double
}

/// One process: its examples are all there are.
public struct SingleProcess: GradientCombiner {
  /// A process by itself.
  public init() {}

  /// The loss as it is.
  public func combine(_ loss: Double, of model: Autoencoder) -> Double { loss }
}
