public import Options
public import TensorMath

/// What is done to images before a network sees them: one file and one row of ``CorruptionTable`` each.
public protocol Corruption: Sendable {
  /// Writes corrupted images, normalised as those that come in; what is random is drawn from the stream, in PyTorch's order.
  /// The two batches are not the same.
  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext)

  /// The same corruption with what can be computed once for all images of a shape; itself for most.
  func prepared(for shape: SampleShape) -> any Corruption
}

extension Corruption {
  /// Itself.
  public func prepared(for shape: SampleShape) -> any Corruption { self }
}

/// Every corruption, one row each.
public enum CorruptionTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<any Corruption>([
    .gaussian, .mask, .saltPepper, .blur, .shift, .rotate, .cover,
  ])
}
