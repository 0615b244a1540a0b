public import TensorMath

/// In which order an epoch goes through the images: asked for at the beginning of each.
public protocol Order: Sendable {
  /// The places of `count` images in the order in which they come, drawn as PyTorch's `DataLoader` draws it; nil for the
  /// order in which they lie.
  func places(of count: Int, random: RandomStream) -> [Int]?
}

/// The images as they lie.
public struct FileOrder: Order {
  /// The order in which images lie.
  public init() {}

  /// None; but as PyTorch's loader does, it draws the seed that its workers would get.
  public func places(of count: Int, random: RandomStream) -> [Int]? {
    random.generator.skipLoaderSeed()
    return nil
  }
}

/// The images in an order that is drawn anew for each epoch, PyTorch's `DataLoader(shuffle=True)`.
public struct ShuffledOrder: Order {
  /// A random order.
  public init() {}

  /// A permutation, as the loader's sampler draws it.
  public func places(of count: Int, random: RandomStream) -> [Int]? {
    random.generator.loaderOrder(count, shuffled: true)
  }
}
