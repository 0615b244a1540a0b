internal import KernelArguments

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
  public convenience init(capacity: Int, shape: SampleShape) {
    self.init(
      capacity: capacity, shape: shape,
      storage: FloatBuffer(count: Self.floats(capacity: capacity, shape: shape)))
  }

  /// An empty batch in memory that others use too, at other times.
  public init(capacity: Int, shape: SampleShape, storage: FloatBuffer) {
    precondition(storage.count >= Self.floats(capacity: capacity, shape: shape), "The memory is too small.")
    self.capacity = capacity
    self.shape = shape
    self.storage = storage
    count = 0
  }

  /// The floats that so many samples take, padding included.
  public static func floats(capacity: Int, shape: SampleShape) -> Int {
    precondition(capacity > 0, "A batch holds one sample at least.")
    let (channels, height, width) = shape.extents
    precondition(channels > 0 && height > 0 && width > 0, "A sample of \(shape) has no numbers.")
    return (capacity + blockWidth - 1) / blockWidth * blockWidth * shape.elementCount
  }

  /// The blocks in use.
  public var blocks: Int { (count + 15) / 16 }

  /// Floats from one block to the next.
  public var blockFloats: Int { shape.elementCount * Batch.blockWidth }

  /// The first float of a block.
  package func block(_ index: Int) -> UnsafeMutablePointer<Float> { storage.pointer + index * blockFloats }

  /// A block that a kernel reads, from a channel on.
  func source(_ index: Int, from channel: Int = 0) -> SourceBlock {
    let (channels, height, width) = shape.extents
    return SourceBlock(
      floats: block(index) + channel * Batch.blockWidth, height: height, width: width, channels: channels)
  }

  /// A block that a kernel writes.
  func destination(_ index: Int) -> DestinationBlock {
    let (channels, height, width) = shape.extents
    return DestinationBlock(floats: block(index), height: height, width: width, channels: channels)
  }

  /// Real samples in a block.
  package func samples(inBlock index: Int) -> Int { min(Batch.blockWidth, count - index * Batch.blockWidth) }

  /// Takes samples in PyTorch's order, `[count, channels, height, width]`.
  public func load(_ rowMajor: UnsafeBufferPointer<Float>, count newCount: Int) {
    precondition(newCount >= 0 && rowMajor.count == newCount * shape.elementCount, "The samples have another size.")
    count = newCount
    bytes = nil
    guard let start = rowMajor.baseAddress else { return }
    let (channels, height, width) = shape.extents
    for index in 0..<blocks {
      Kernels.best.blockImages(
        BlockedImages(
          rowMajor: start + index * blockFloats, images: samples(inBlock: index), channels: channels,
          pixels: height * width, block: block(index)))
    }
  }

  /// Takes samples in PyTorch's order.
  public func load(_ rowMajor: [Float], count: Int) {
    rowMajor.withUnsafeBufferPointer { load($0, count: count) }
  }

  /// Takes so many samples, each where `sampleAt` says that it lies in PyTorch's order, `[channels, height, width]`.
  public func load(count newCount: Int, sampleAt: (_ sample: Int) -> UnsafeBufferPointer<Float>) {
    count = newCount
    bytes = nil
    let (channels, height, width) = shape.extents
    let pixels = height * width
    for sample in 0..<blocks * Batch.blockWidth {
      let values = sample < count ? sampleAt(sample) : UnsafeBufferPointer(start: nil, count: 0)
      precondition(sample >= count || values.count == shape.elementCount, "The samples have another size.")
      let target = block(sample / Batch.blockWidth) + sample % Batch.blockWidth
      for channel in 0..<channels {
        for pixel in 0..<pixels {
          target[(pixel * channels + channel) * Batch.blockWidth] =
            sample < count ? values[channel * pixels + pixel] : 0
        }
      }
    }
  }

  /// Takes images of bytes, `[n, channels, height, width]`, by their indices, each byte as `(b / 255 − 0.5) / 0.5`.
  public func loadBytes(
    _ pixels: UnsafeBufferPointer<UInt8>, indices: some RandomAccessCollection<Int>, compute: ComputeContext? = nil
  ) {
    loadBytes(pixels, count: indices.count, compute: compute) {
      indices[indices.index(indices.startIndex, offsetBy: $0)]
    }
  }

  /// The number that each byte of an image stands for.
  package static var byteValues: FloatBuffer { normalisedBytes }

  /// The samples as bytes in PyTorch's order, `[count, channels, height, width]`, where a device is to make numbers of
  /// them and there are none here; nil elsewhere.
  package private(set) var bytes: [UInt8]?

  /// Keeps so many images as bytes, for a device to make numbers of; `imageAt` gives the index of the image for each
  /// sample. Nobody else may read the batch until it is filled anew.
  package func keepBytes(
    _ pixels: UnsafeBufferPointer<UInt8>, count newCount: Int, imageAt: (_ sample: Int) -> Int
  ) {
    count = newCount
    let size = shape.elementCount
    var kept = bytes ?? []
    bytes = nil
    kept.removeAll(keepingCapacity: true)
    for sample in 0..<newCount {
      let first = imageAt(sample) * size
      precondition(first >= 0 && first + size <= pixels.count, "An image index lies outside the images.")
      kept += pixels[first..<first + size]
    }
    bytes = kept
  }

  /// Takes so many images of bytes; `imageAt` gives the index of the image for each sample, on any thread.
  public func loadBytes(
    _ pixels: UnsafeBufferPointer<UInt8>, count newCount: Int, compute: ComputeContext? = nil,
    imageAt: (_ sample: Int) -> Int
  ) {
    count = newCount
    bytes = nil
    if let compute {
      compute.run(blocks) { loadBlock($0, pixels, imageAt) }
    } else {
      for index in 0..<blocks { loadBlock(index, pixels, imageAt) }
    }
  }

  private func loadBlock(_ index: Int, _ pixels: UnsafeBufferPointer<UInt8>, _ imageAt: (Int) -> Int) {
    let size = shape.elementCount
    let images = pixels.count / size
    let (channels, height, width) = shape.extents
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Batch.blockWidth) { places in
      let samples = samples(inBlock: index)
      for lane in 0..<samples {
        let image = imageAt(index * Batch.blockWidth + lane)
        precondition(image >= 0 && image < images, "An image index lies outside the images.")
        places[lane] = image * size
      }
      guard let start = pixels.baseAddress, let first = places.baseAddress else { return }
      Kernels.best.blockBytes(
        ByteImages(
          bytes: start, places: first, values: normalisedBytes.pointer, images: samples, channels: channels,
          pixels: height * width, block: block(index)))
    }
  }

  /// The samples in PyTorch's order, `[count, channels, height, width]`.
  public func rowMajor() -> [Float] {
    let (channels, height, width) = shape.extents
    return [Float](unsafeUninitializedCapacity: count * shape.elementCount) { values, written in
      written = count * shape.elementCount
      guard let start = values.baseAddress else { return }
      for index in 0..<blocks {
        Kernels.best.unblockImages(
          UnblockedImages(
            block: block(index), images: samples(inBlock: index), channels: channels, pixels: height * width,
            rowMajor: start + index * blockFloats))
      }
    }
  }
}

/// The number that each byte of an image becomes.
private let normalisedBytes = FloatBuffer((0..<256).map { (Float($0) / 255 - 0.5) / 0.5 })
