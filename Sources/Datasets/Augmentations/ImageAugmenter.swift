public import TensorMath

/// Changes the images of a batch, each by itself, as a list of augmentations draws it.
///
/// The moves of all images are drawn first, one image after the other, as a loader draws them; moving them is work for all
/// threads.
public final class ImageAugmenter {
  private let augmentations: [any Augmentation]
  private var moves: [PixelMove] = []
  private var copy: Batch?

  /// Changes images by these, in this order.
  public init(_ augmentations: [any Augmentation]) { self.augmentations = augmentations }

  /// Draws how the images of a batch are changed, from now on until it is called again.
  public func draw(_ batch: Batch, random: RandomStream) {
    let (_, height, width) = batch.shape.extents
    moves.removeAll(keepingCapacity: true)
    for _ in 0..<batch.count {
      for augmentation in augmentations {
        moves.append(augmentation.draw(height: height, width: width, random: random))
      }
    }
  }

  /// Changes a batch in its place, as was drawn; another one of as many images is changed alike.
  public func augment(_ batch: Batch, compute: ComputeContext) {
    guard !augmentations.isEmpty else { return }
    precondition(moves.count == batch.count * augmentations.count, "What was drawn is of another number of images.")
    let (channels, height, width) = batch.shape.extents
    let source = reservedCopy(of: batch)
    let each = augmentations.count
    moves.withUnsafeBufferPointer { moves in
      compute.run(batch.count) { sample in
        let own = moves[(sample * each)..<((sample + 1) * each)]
        guard own.contains(where: { $0 != PixelMove() }) else { return }
        for row in 0..<height {
          for column in 0..<width {
            let target = batch.place(of: sample, pixel: row * width + column, channels: channels)
            let origin = Self.origin(row, column, height, width, own)
            let start = origin.map { source.place(of: sample, pixel: $0, channels: channels) }
            for channel in 0..<channels {
              let offset = channel * Batch.blockWidth
              batch.storage.pointer[target + offset] = start.map { source.storage.pointer[$0 + offset] } ?? -1
            }
          }
        }
      }
    }
  }

  /// The pixel that a changed image shows at a place; nil for black. The last change is undone first.
  private static func origin(
    _ row: Int, _ column: Int, _ height: Int, _ width: Int, _ moves: Slice<UnsafeBufferPointer<PixelMove>>
  ) -> Int? {
    var (row, column) = (row, column)
    for move in moves.reversed() {
      (row, column) = (row + move.down, column + move.across)
      guard (0..<height).contains(row), (0..<width).contains(column) else { return nil }
      if move.isMirrored { column = width - 1 - column }
    }
    return row * width + column
  }

  private func reservedCopy(of batch: Batch) -> Batch {
    let source: Batch
    if let copy, copy.capacity >= batch.count, copy.shape == batch.shape {
      source = copy
    } else {
      source = Batch(capacity: batch.capacity, shape: batch.shape)
      copy = source
    }
    source.take(batch)
    return source
  }
}
