/// A generator that several draw from in turn: whatever is random in a session, in PyTorch's order.
public final class RandomStream {
  /// The generator in its present state.
  public var generator: RandomGenerator

  /// A stream that goes on from a generator's state.
  public init(_ generator: RandomGenerator) { self.generator = generator }
}
