public import TensorMath

/// Where training and evaluation take their batches from; they never know a data set.
///
/// Shuffling and augmentation are sources that wrap another one.
public protocol BatchSource: Sendable {
  /// The number of images.
  var count: Int { get }
  /// The shape of each of them.
  var sampleShape: SampleShape { get }
  /// What tells these images from any others, by what they are and not by what they are called.
  var contentDigest: ContentDigest { get }
  /// Fills `batch` with `count` images, the one that `imageAt` says for each sample, normalised to -1 to 1.
  ///
  /// The batch has the source's shape and room for them; every index lies within the source. `imageAt` is called on any
  /// thread of the team.
  func fill(_ batch: Batch, count: Int, compute: ComputeContext?, imageAt: (_ sample: Int) -> Int)

  /// Has `batch` keep the bytes of `count` images, for a device to make numbers of; false where the source has none.
  func keepBytes(in batch: Batch, count: Int, imageAt: (_ sample: Int) -> Int) -> Bool
}

extension BatchSource {
  /// It has none.
  public func keepBytes(in batch: Batch, count: Int, imageAt: (_ sample: Int) -> Int) -> Bool { false }

  /// As ``fill(_:count:compute:imageAt:)`` for a device that alone reads the batch: as bytes where there are some.
  public func send(_ batch: Batch, count: Int, compute: ComputeContext, imageAt: (_ sample: Int) -> Int) {
    guard compute.device == nil || !keepBytes(in: batch, count: count, imageAt: imageAt) else { return }
    fill(batch, count: count, compute: compute, imageAt: imageAt)
  }

  /// Fills `batch` with the images at `indices`, in that order, normalised to -1 to 1.
  public func fill(_ batch: Batch, indices: some RandomAccessCollection<Int>, compute: ComputeContext?) {
    fill(batch, count: indices.count, compute: compute) { indices[indices.index(indices.startIndex, offsetBy: $0)] }
  }
}

extension ImageShape {
  /// The shape as networks know it.
  public var sample: SampleShape { .image(channels: channels, height: height, width: width) }
}

extension ImageSet: BatchSource {
  /// The shape of each image, as networks know it.
  public var sampleShape: SampleShape { shape.sample }

  /// Fills `batch` with `count` images, normalised to -1 to 1.
  public func fill(_ batch: Batch, count: Int, compute: ComputeContext?, imageAt: (_ sample: Int) -> Int) {
    precondition(batch.shape == sampleShape, "the batch has the shape of the images")
    storage.withUnsafeBufferPointer { pixels in
      batch.loadBytes(pixels, count: count, compute: compute) { rows[imageAt($0)] }
    }
  }

  /// Has `batch` keep the bytes of `count` images.
  public func keepBytes(in batch: Batch, count: Int, imageAt: (_ sample: Int) -> Int) -> Bool {
    precondition(batch.shape == sampleShape, "the batch has the shape of the images")
    storage.withUnsafeBufferPointer { pixels in
      batch.keepBytes(pixels, count: count) { rows[imageAt($0)] }
    }
    return true
  }
}

extension Images: BatchSource {
  /// The shape of each image, as networks know it.
  public var sampleShape: SampleShape { shape.sample }

  /// Fills `batch` with `count` images.
  public func fill(_ batch: Batch, count: Int, compute: ComputeContext?, imageAt: (_ sample: Int) -> Int) {
    precondition(batch.shape == sampleShape, "the batch has the shape of the images")
    let size = shape.elementCount
    values.withUnsafeBufferPointer { values in
      batch.load(count: count) { sample in
        let first = imageAt(sample) * size
        return UnsafeBufferPointer(rebasing: values[first..<first + size])
      }
    }
  }
}
