public import TensorMath

/// Where training and evaluation take their batches from; they never know a data set.
///
/// Shuffling and augmentation are sources that wrap another one.
public protocol BatchSource: Sendable {
  /// The number of images.
  var count: Int { get }
  /// The shape of each of them.
  var sampleShape: SampleShape { get }
  /// Fills `batch` with the images at `indices`, in that order, normalised to -1 to 1.
  ///
  /// The batch has the source's shape and room for all of `indices`, which lie within the source.
  func fill(_ batch: Batch, indices: some RandomAccessCollection<Int>, team: ThreadTeam?)
}

extension ImageShape {
  /// The shape as networks know it.
  public var sample: SampleShape { .image(channels: channels, height: height, width: width) }
}

extension ImageSet: BatchSource {
  /// The shape of each image, as networks know it.
  public var sampleShape: SampleShape { shape.sample }

  /// Fills `batch` with the images at `indices`, in that order, normalised to -1 to 1.
  public func fill(_ batch: Batch, indices: some RandomAccessCollection<Int>, team: ThreadTeam?) {
    precondition(batch.shape == sampleShape, "the batch has the shape of the images")
    storage.withUnsafeBufferPointer { pixels in
      switch rows {
      case .range(let range) where range.lowerBound == 0:
        precondition(indices.allSatisfy { $0 < range.upperBound }, "the indices lie within the set")
        batch.loadBytes(pixels, indices: indices, team: team)
      default: batch.loadBytes(pixels, indices: indices.map { rows[$0] }, team: team)
      }
    }
  }
}

extension Images: BatchSource {
  /// The shape of each image, as networks know it.
  public var sampleShape: SampleShape { shape.sample }

  /// Fills `batch` with the images at `indices`, in that order.
  public func fill(_ batch: Batch, indices: some RandomAccessCollection<Int>, team: ThreadTeam?) {
    precondition(batch.shape == sampleShape, "the batch has the shape of the images")
    var chosen: [Float] = []
    chosen.reserveCapacity(indices.count * shape.elementCount)
    for index in indices { chosen.append(contentsOf: self[index]) }
    batch.load(chosen, count: indices.count)
  }
}
