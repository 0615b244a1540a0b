/// Activations of up to `capacity` samples in the blocked layout `[blocks][height][width][channels][16 samples]`.
///
/// The last block is padded. Padding is finite in activations and zero in gradients.
public final class Batch: @unchecked Sendable {
  /// Samples in a block, on every processor.
  public static let blockWidth = 16

  /// The most samples it holds.
  public let capacity: Int
  /// The shape of each sample.
  public let shape: SampleShape
  /// The numbers, blocked.
  public let storage: FloatBuffer
  /// The samples it holds now.
  public var count: Int {
    didSet { precondition(count >= 0 && count <= capacity, "\(count) samples do not fit a batch of \(capacity).") }
  }

  /// An empty batch of zeros.
  public init(capacity: Int, shape: SampleShape) {
    precondition(capacity > 0, "A batch holds one sample at least.")
    self.capacity = capacity
    self.shape = shape
    count = 0
    storage = FloatBuffer(count: (capacity + 15) / 16 * 16 * shape.elementCount)
  }

  /// The blocks in use.
  public var blocks: Int { (count + 15) / 16 }

  /// Floats from one block to the next.
  public var blockFloats: Int { shape.elementCount * Batch.blockWidth }

  /// The first float of a block.
  package func block(_ index: Int) -> UnsafeMutablePointer<Float> { storage.pointer + index * blockFloats }

  /// Real samples in a block.
  package func samples(inBlock index: Int) -> Int { min(Batch.blockWidth, count - index * Batch.blockWidth) }

  /// Takes samples in PyTorch's order, `[count, channels, height, width]`.
  public func load(_ rowMajor: UnsafeBufferPointer<Float>, count newCount: Int) {
    precondition(newCount >= 0 && rowMajor.count == newCount * shape.elementCount, "The samples have another size.")
    count = newCount
    guard let start = rowMajor.baseAddress else { return }
    let (channels, height, width) = shape.extents
    for index in 0..<blocks {
      Kernels.current.blockImages(
        start + index * blockFloats, samples(inBlock: index), channels, height * width, block(index))
    }
  }

  /// Takes samples in PyTorch's order.
  public func load(_ rowMajor: [Float], count: Int) {
    rowMajor.withUnsafeBufferPointer { load($0, count: count) }
  }

  /// Takes images of bytes, `[n, channels, height, width]`, by their indices, each byte as `(b / 255 − 0.5) / 0.5`.
  public func loadBytes(
    _ pixels: UnsafeBufferPointer<UInt8>, indices: some RandomAccessCollection<Int>, team: ThreadTeam? = nil
  ) {
    let size = shape.elementCount
    precondition(
      indices.allSatisfy { $0 >= 0 && $0 < pixels.count / size }, "An image index lies outside the images.")
    count = indices.count
    guard let start = pixels.baseAddress else { return }
    let (channels, height, width) = shape.extents
    let load = { (index: Int) in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 16) { places in
        let samples = self.samples(inBlock: index)
        for lane in 0..<samples {
          places[lane] = indices[indices.index(indices.startIndex, offsetBy: index * 16 + lane)] * size
        }
        guard let first = places.baseAddress else { return }
        Kernels.current.blockBytes(
          start, first, samples, channels, height * width, normalisedBytes.pointer, self.block(index))
      }
    }
    if let team { team.run(blocks, load) } else { for index in 0..<blocks { load(index) } }
  }

  /// The samples in PyTorch's order, `[count, channels, height, width]`.
  public func rowMajor() -> [Float] {
    let (channels, height, width) = shape.extents
    return [Float](unsafeUninitializedCapacity: count * shape.elementCount) { values, written in
      written = count * shape.elementCount
      guard let start = values.baseAddress else { return }
      for index in 0..<blocks {
        Kernels.current.unblockImages(
          block(index), samples(inBlock: index), channels, height * width, start + index * blockFloats)
      }
    }
  }
}

/// The number that each byte of an image becomes.
private let normalisedBytes = FloatBuffer((0..<256).map { (Float($0) / 255 - 0.5) / 0.5 })
