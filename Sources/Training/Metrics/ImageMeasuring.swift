public import Basics
public import Datasets
public import Distributed
public import NeuralNetworks
public import TensorMath

/// Measures images one by one, so many at a time that memory stays small.
public enum ImageMeasuring {
  /// The images that are measured together.
  private static let batchSize = 64

  /// Each metric of every image as a model reconstructs it, against the one in its place among others, or against the image
  /// itself where there are none: the numbers of one metric after those of the other.
  ///
  /// Each metric is measured on its own scale. Several processes take a few images by turns, and tell each other what they
  /// measured. Throws `Interrupted` where it is stopped, in any of them.
  /// - Precondition: The images have the model's shape, and there are as many others.
  public static func measure(
    _ model: Autoencoder, on images: any BatchSource, against others: (any BatchSource)? = nil, by metrics: [Metric],
    compute: ComputeContext, processes: (any ProcessGroup)? = nil, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [[Double]] {
    precondition(images.sampleShape == model.imageShape, "The model takes images of \(model.imageShape).")
    precondition(others.map { $0.sampleShape == images.sampleShape && $0.count == images.count } ?? true)
    var pass = Pass(metrics, shape: images.sampleShape, capacity: min(batchSize, images.count))
    let batch = pass.makeBatch()
    let target = others.map { _ in pass.makeBatch() }
    let work = DealtWork(images.count, batchSize, processes)
    try work.forEach(unless: stop) { range in
      images.fill(batch, count: range.count, compute: compute) { range.lowerBound + $0 }
      if let others, let target { others.fill(target, count: range.count, compute: compute) { range.lowerBound + $0 } }
      _ = model.evaluate(batch, target: target, objective: .meanSquaredError, compute: compute) { prediction, target in
        pass.add(prediction, target: target, compute: compute)
      }
    }
    return pass.values.map(work.gatheredByImage)
  }

  /// Each metric of every image against the one in its place among others.
  ///
  /// Each metric is measured on its own scale, by several processes by turns. Throws `Interrupted` where it is stopped, in
  /// any of them.
  /// - Precondition: There are as many of both, of one shape.
  public static func measure(
    _ images: any BatchSource, against others: any BatchSource, by metrics: [Metric], compute: ComputeContext,
    processes: (any ProcessGroup)? = nil, unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [[Double]] {
    precondition(images.sampleShape == others.sampleShape && images.count == others.count, "The images go in pairs.")
    var pass = Pass(metrics, shape: images.sampleShape, capacity: min(batchSize, images.count))
    let (batch, target) = (pass.makeBatch(), pass.makeBatch())
    let work = DealtWork(images.count, batchSize, processes)
    try work.forEach(unless: stop) { range in
      images.fill(batch, count: range.count, compute: compute) { range.lowerBound + $0 }
      others.fill(target, count: range.count, compute: compute) { range.lowerBound + $0 }
      pass.add(batch, target: target, compute: compute)
    }
    return pass.values.map(work.gatheredByImage)
  }

  /// What was measured so far, and the memory for a few images in the other scale.
  private struct Pass {
    let metrics: [Metric]
    let shape: SampleShape
    let capacity: Int
    var values: [[Double]]
    private let bright: (images: Batch, target: Batch)?

    init(_ metrics: [Metric], shape: SampleShape, capacity: Int) {
      let capacity = max(1, capacity)
      (self.metrics, self.shape, self.capacity) = (metrics, shape, capacity)
      values = metrics.map { _ in [] }
      bright =
        metrics.contains { $0.scale == .brightness }
        ? (Batch(capacity: capacity, shape: shape), Batch(capacity: capacity, shape: shape)) : nil
    }

    func makeBatch() -> Batch { Batch(capacity: capacity, shape: shape) }

    /// Takes in a few images, both normalised.
    mutating func add(_ images: Batch, target: Batch, compute: ComputeContext) {
      if let bright {
        TargetScale.convert(images, from: .normalised, to: .brightness, into: bright.images, compute: compute)
        TargetScale.convert(target, from: .normalised, to: .brightness, into: bright.target, compute: compute)
      }
      for (place, metric) in metrics.enumerated() {
        let pair = metric.scale == .brightness ? bright ?? (images, target) : (images, target)
        values[place] += metric.measure(on: metric.scale).values(pair.0, target: pair.1, compute: compute)
      }
    }
  }
}
