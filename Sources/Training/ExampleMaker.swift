internal import Datasets
internal import TensorMath

/// Makes the examples of a training, batch by batch: what goes in, and what ought to come out, which differ where
/// images are corrupted.
///
/// What is random is drawn in the order in which PyTorch's loader and loop would: the order of an epoch at its beginning,
/// then for each batch the augmentations of its images, and their corruption.
final class ExampleMaker {
  private let images: any BatchSource
  private let configuration: TrainingConfiguration
  private let random: RandomStream
  private let compute: ComputeContext
  private let augmenter: ImageAugmenter
  private let target: Batch
  private let corrupted: Batch?
  private var places: [Int]?

  init(_ images: any BatchSource, _ configuration: TrainingConfiguration, random: RandomStream, compute: ComputeContext)
  {
    self.images = images
    self.configuration = configuration
    self.random = random
    self.compute = compute
    augmenter = ImageAugmenter(configuration.augmentations)
    let capacity = min(configuration.batchSize, images.count)
    target = Batch(capacity: capacity, shape: images.sampleShape)
    corrupted = configuration.corruption == nil ? nil : Batch(capacity: capacity, shape: images.sampleShape)
  }

  /// Begins an epoch.
  func begin() { places = configuration.order.places(of: images.count, random: random) }

  /// The examples at these places of the epoch, in memory that the next ones overwrite.
  func examples(_ range: Range<Int>) -> (input: Batch, target: Batch) {
    if let places {
      places.withUnsafeBufferPointer { places in
        images.fill(target, count: range.count, compute: compute) { places[range.lowerBound + $0] }
      }
    } else {
      images.fill(target, count: range.count, compute: compute) { range.lowerBound + $0 }
    }
    augmenter.augment(target, random: random, compute: compute)
    guard let corrupted, let corruption = configuration.corruption else { return (target, target) }
    corruption.corrupt(target, into: corrupted, random: random, compute: compute)
    return (corrupted, target)
  }
}
