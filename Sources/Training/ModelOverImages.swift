public import Basics
public import Datasets
public import Distributed
public import NeuralNetworks
public import TensorMath

/// A model over many images, batch by batch; each of these throws `Interrupted` where it is stopped between two batches.
extension Autoencoder {
  /// The mean of an objective over some images, each of which counts alike; nil where there are none.
  ///
  /// Several processes take the batches by turns, and add up all in their order.
  /// - Precondition: The images have the model's shape.
  public func meanLoss(
    over images: any BatchSource, objective: Objective, batchSize: Int = 64, compute: ComputeContext,
    processes: (any ProcessGroup)? = nil, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> Double? {
    guard images.count > 0 else { return nil }
    precondition(images.sampleShape == imageShape, "The model takes images of \(imageShape).")
    let batch = Batch(capacity: max(1, min(batchSize, images.count)), shape: imageShape)
    var sums: [Double] = []
    let work = DealtWork(images.count, batchSize, processes)
    try work.forEach(unless: stop) { range in
      images.fill(batch, count: range.count, compute: compute) { range.lowerBound + $0 }
      sums.append(
        evaluate(batch, objective: objective, measures: [], compute: compute).loss * Double(range.count))
    }
    return work.gathered(sums, width: 1).reduce(0, +) / Double(images.count)
  }

  /// The images as the decoder makes them of their codes.
  /// - Precondition: The images have the model's shape.
  public func reconstruct(
    _ images: ImageSet, compute: ComputeContext, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> Images {
    Images(
      shape: images.shape, values: try reconstructions(of: images, compute: compute, unless: stop),
      labels: images.labels, classNames: images.classNames)
  }

  /// The images as the decoder makes them of their codes.
  /// - Precondition: The images have the model's shape.
  public func reconstruct(
    _ images: Images, compute: ComputeContext, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> Images {
    Images(
      shape: images.shape, values: try reconstructions(of: images, compute: compute, unless: stop),
      labels: images.labels, classNames: images.classNames)
  }

  /// The numbers of the images as the decoder makes them of their codes, one image after the other.
  /// - Precondition: The images have the model's shape.
  public func reconstructions(
    of images: any BatchSource, compute: ComputeContext, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(images.count * imageShape.elementCount)
    try forEachBatch(of: images, batchSize: 64, compute: compute, unless: stop) { batch in
      values += self.images(reconstruct(batch, compute: compute))
    }
    return values
  }

  /// The codes of some images, `[image, latent]` in one row after the other.
  /// - Precondition: The images have the model's shape.
  public func encode(
    _ images: any BatchSource, batchSize: Int = 64, compute: ComputeContext, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(images.count * latentSize)
    try forEachBatch(of: images, batchSize: batchSize, compute: compute, unless: stop) { batch in
      values += encode(batch, compute: compute).rowMajor()
    }
    return values
  }

  /// The images, `[image, channel, row, column]`, that the decoder makes of codes, `[image, latent]`.
  /// - Precondition: The codes have the model's length.
  public func decode(
    _ codes: [Float], batchSize: Int = 64, compute: ComputeContext, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [Float] {
    precondition(codes.count % latentSize == 0, "The codes have another length than the model's.")
    var images: [Float] = []
    let count = codes.count / latentSize
    images.reserveCapacity(count * imageShape.elementCount)
    let batch = Batch(capacity: max(1, min(batchSize, count)), shape: decoder.description.input)
    for first in stride(from: 0, to: count, by: batchSize) {
      try stop.check()
      let last = min(first + batchSize, count)
      batch.load(Array(codes[first * latentSize..<last * latentSize]), count: last - first)
      images += self.images(decode(batch, compute: compute))
    }
    return images
  }

  /// Goes through the images batch by batch, in memory that the next batch overwrites.
  private func forEachBatch(
    of images: any BatchSource, batchSize: Int, compute: ComputeContext, unless stop: StopFlag, _ body: (Batch) -> Void
  ) throws(Interrupted) {
    precondition(images.sampleShape == imageShape, "The model takes images of \(imageShape).")
    let batch = Batch(capacity: max(1, min(batchSize, images.count)), shape: imageShape)
    for first in stride(from: 0, to: images.count, by: batchSize) {
      try stop.check()
      images.fill(batch, count: min(batchSize, images.count - first), compute: compute) { first + $0 }
      body(batch)
    }
  }
}
