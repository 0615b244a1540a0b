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
    random.drawLoaderSeed()
    return nil
  }
}
