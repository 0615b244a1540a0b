internal import KernelArguments

/// Between images, stored `[height][width][channels]`, and vectors in PyTorch's feature order, channel by channel.
public enum Flattening {
  /// Images to vectors.
  public static func flatten(_ images: Batch, into vectors: Batch, compute: ComputeContext) {
    vectors.check(.vector(images.shape.elementCount), holding: images.count)
    vectors.count = images.count
    let (channels, height, width) = images.shape.extents
    let kernels = compute.kernels
    compute.run(images.blocks) {
      kernels.exchangeEntries(
        ExchangedEntries(
          values: images.block($0), rows: height * width, columns: channels, result: vectors.block($0)))
    }
  }

  /// Vectors to images: the inverse of `flatten`, and its gradient.
  public static func unflatten(_ vectors: Batch, into images: Batch, compute: ComputeContext) {
    vectors.check(.vector(images.shape.elementCount))
    precondition(images.capacity >= vectors.count, "\(vectors.count) samples do not fit a batch of \(images.capacity).")
    images.count = vectors.count
    let (channels, height, width) = images.shape.extents
    let kernels = compute.kernels
    compute.run(vectors.blocks) {
      kernels.exchangeEntries(
        ExchangedEntries(
          values: vectors.block($0), rows: channels, columns: height * width, result: images.block($0)))
    }
  }
}
