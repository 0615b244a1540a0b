internal import Datasets
internal import TensorMath

/// Makes the examples of a training, batch by batch: what goes in, and what ought to come out, which differ where
/// images are corrupted or have targets of their own.
///
/// What is random is drawn in the order in which PyTorch's loader and loop would: the order of an epoch at its beginning,
/// then for each batch the augmentations of its images, and their corruption.
final class ExampleMaker {
  private let images: any BatchSource
  private let targets: (any BatchSource)?
  private let configuration: TrainingConfiguration
  private let random: RandomStream
  private let compute: ComputeContext
  private let augmenter: ImageAugmenter
  private let clean: Batch
  private let target: Batch
  private let corruption: (any Corruption)?
  private let corrupted: Batch?
  private let share: BatchShare?
  /// What is this process's of the batches, where all of them are made: input and target.
  private let own: (input: Batch, target: Batch)?
  /// Whether anybody but the network reads the images.
  private let isRead: Bool
  private var places: [Int]?

  init(
    _ images: any BatchSource, targets: (any BatchSource)?, _ configuration: TrainingConfiguration,
    random: RandomStream, compute: ComputeContext, share: BatchShare? = nil
  ) {
    self.images = images
    self.targets = targets
    self.configuration = configuration
    self.random = random
    self.compute = compute
    augmenter = ImageAugmenter(configuration.augmentations)
    let capacity = min(configuration.batchSize, images.count)
    clean = Batch(capacity: capacity, shape: images.sampleShape)
    target = targets.map { Batch(capacity: capacity, shape: $0.sampleShape) } ?? clean
    corruption = configuration.corruption?.prepared(for: images.sampleShape)
    corrupted = corruption == nil ? nil : Batch(capacity: capacity, shape: images.sampleShape)
    self.share = share
    let isRandom = corruption != nil || !configuration.augmentations.isEmpty
    isRead = isRandom || targets != nil || share != nil
    own =
      share != nil && isRandom
      ? (Batch(capacity: capacity, shape: images.sampleShape), Batch(capacity: capacity, shape: target.shape)) : nil
  }

  /// The order of the images in the epoch under way; nil where they come as they lie.
  var order: [Int]? { places }

  /// Goes on in an epoch that was begun in this order.
  func goOn(in order: [Int]?) { places = order }

  /// Begins an epoch.
  func begin() { places = configuration.order.places(of: images.count, random: random) }

  /// The examples at these places of the epoch, in memory that the next ones overwrite; of a batch that is shared this
  /// process's. Where something is drawn for each of them, all are made, so that every process draws the same.
  func examples(_ range: Range<Int>) -> (input: Batch, target: Batch) {
    guard let share else { return wholeExamples(range) }
    let samples = share.samples
    guard let own else {
      return wholeExamples(range.lowerBound + samples.lowerBound..<range.lowerBound + samples.upperBound)
    }
    let whole = wholeExamples(range)
    own.input.take(share.blocks, of: whole.input)
    own.target.take(share.blocks, of: whole.target)
    return own
  }

  private func wholeExamples(_ range: Range<Int>) -> (input: Batch, target: Batch) {
    fill(clean, with: images, range)
    augmenter.draw(clean, random: random)
    augmenter.augment(clean, compute: compute)
    if let targets {
      fill(target, with: targets, range)
      augmenter.augment(target, compute: compute)
    }
    guard let corrupted, let corruption else { return (clean, target) }
    corruption.corrupt(clean, into: corrupted, random: random, compute: compute)
    return (corrupted, target)
  }

  private func fill(_ batch: Batch, with source: any BatchSource, _ range: Range<Int>) {
    func fill(_ imageAt: (Int) -> Int) {
      if isRead {
        source.fill(batch, count: range.count, compute: compute, imageAt: imageAt)
      } else {
        source.send(batch, count: range.count, compute: compute, imageAt: imageAt)
      }
    }
    guard let places else { return fill { range.lowerBound + $0 } }
    places.withUnsafeBufferPointer { places in fill { places[range.lowerBound + $0] } }
  }
}

extension Batch {
  /// Takes some blocks of another batch of the same shape.
  fileprivate func take(_ blocks: Range<Int>, of batch: Batch) {
    let first = min(batch.count, blocks.lowerBound * Batch.blockWidth)
    count = min(batch.count, blocks.upperBound * Batch.blockWidth) - first
    guard count > 0 else { return }
    storage.pointer.update(
      from: batch.storage.pointer + blocks.lowerBound * blockFloats, count: blocks.count * blockFloats)
  }
}
