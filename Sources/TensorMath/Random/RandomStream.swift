/// A generator that several draw from in turn: whatever is random in a session, in PyTorch's order.
public final class RandomStream {
  /// The generator in its present state.
  public var generator: MersenneTwister

  /// A stream that goes on from a generator's state.
  public init(_ generator: MersenneTwister) { self.generator = generator }
}

extension RandomStream {
  /// Draws the seed that PyTorch's `DataLoader` draws for its workers whenever it is gone through, though it has none.
  ///
  /// Source: `_BaseDataLoaderIter` in torch/utils/data/dataloader.py.
  public func drawLoaderSeed() { let _: UInt64 = generator.next() }
}
