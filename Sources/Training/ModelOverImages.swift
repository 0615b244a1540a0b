public import Datasets
public import NeuralNetworks
public import TensorMath

extension Autoencoder {
  /// The mean of an objective over some images, each of which counts alike; nil where there are none.
  /// - Precondition: The images have the model's shape.
  public func meanLoss(
    over images: any BatchSource, objective: Objective, batchSize: Int = 64, compute: ComputeContext
  ) -> Double? {
    guard images.count > 0 else { return nil }
    var sum = 0.0
    for batch in batches(of: images, batchSize: batchSize, compute: compute) {
      sum += evaluate(batch, objective: objective, compute: compute) * Double(batch.count)
    }
    return sum / Double(images.count)
  }

  /// The images as the decoder makes them of their codes.
  /// - Precondition: The images have the model's shape.
  public func reconstruct(_ images: ImageSet, compute: ComputeContext) -> Images {
    Images(
      shape: images.shape, values: reconstructions(of: images, compute: compute), labels: images.labels,
      classNames: images.classNames)
  }

  /// The images as the decoder makes them of their codes.
  /// - Precondition: The images have the model's shape.
  public func reconstruct(_ images: Images, compute: ComputeContext) -> Images {
    Images(
      shape: images.shape, values: reconstructions(of: images, compute: compute), labels: images.labels,
      classNames: images.classNames)
  }

  private func reconstructions(of images: any BatchSource, compute: ComputeContext) -> [Float] {
    batches(of: images, batchSize: 64, compute: compute).flatMap { self.images(reconstruct($0, compute: compute)) }
  }

  /// The codes of some images, `[image, latent]` in one row after the other.
  /// - Precondition: The images have the model's shape.
  public func encode(_ images: any BatchSource, batchSize: Int = 64, compute: ComputeContext) -> [Float] {
    batches(of: images, batchSize: batchSize, compute: compute).flatMap { encode($0, compute: compute).rowMajor() }
  }

  /// The images, `[image, channel, row, column]`, that the decoder makes of codes, `[image, latent]`.
  /// - Precondition: The codes have the model's length.
  public func decode(_ codes: [Float], batchSize: Int = 64, compute: ComputeContext) -> [Float] {
    precondition(codes.count % latentSize == 0, "The codes have another length than the model's.")
    var images: [Float] = []
    let count = codes.count / latentSize
    let batch = Batch(capacity: max(1, min(batchSize, count)), shape: decoder.description.input)
    for first in stride(from: 0, to: count, by: batchSize) {
      let last = min(first + batchSize, count)
      batch.load(Array(codes[first * latentSize..<last * latentSize]), count: last - first)
      images += self.images(decode(batch, compute: compute))
    }
    return images
  }

  /// The images batch by batch, in memory that the next batch overwrites.
  private func batches(of images: any BatchSource, batchSize: Int, compute: ComputeContext) -> some Sequence<Batch> {
    precondition(images.sampleShape == imageShape, "The model takes images of \(imageShape).")
    let batch = Batch(capacity: max(1, min(batchSize, images.count)), shape: imageShape)
    return stride(from: 0, to: images.count, by: batchSize).lazy.map { first in
      images.fill(batch, count: Swift.min(batchSize, images.count - first), compute: compute) { first + $0 }
      return batch
    }
  }
}
