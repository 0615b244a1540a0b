internal import KernelArguments

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How far each image of a batch is from its target, image by image.
public enum ImageMeasure: Hashable, Sendable {
  /// The mean squared error.
  case mse
  /// The mean absolute error.
  case l1
  /// The mean binary cross-entropy of predictions from 0 to 1, as ``ElementwiseLoss/crossEntropy`` has it; predictions beyond
  /// are taken as 0 or 1.
  case crossEntropy
  /// The peak signal-to-noise ratio in decibels, `10 log₁₀(range² / mse)`; infinite for equal images.
  case psnr(range: Double)
  /// The structural similarity, as ``StructuralSimilarity`` defines it.
  case ssim(range: Double)

  /// Whether samples of a shape can be measured by it.
  public func fits(_ shape: SampleShape) -> Bool {
    switch self {
    case .mse, .l1, .crossEntropy, .psnr: true
    case .ssim(let range): StructuralSimilarity(range: range).fits(shape)
    }
  }

  /// Hands `body` the measure of each image, in order.
  public func forEachImage(
    _ prediction: Batch, target: Batch, compute: ComputeContext, _ body: (_ image: Int, _ measure: Double) -> Void
  ) {
    let kernels = compute.kernels
    switch self {
    case .mse: means(prediction, target, compute, kernels.squaredErrors, body)
    case .l1: means(prediction, target, compute, kernels.absoluteErrors, body)
    case .crossEntropy: crossEntropies(prediction, target, compute, body)
    case .psnr(let range):
      means(prediction, target, compute, kernels.squaredErrors) { body($0, 10 * log10(range * range / $1)) }
    case .ssim(let range):
      StructuralSimilarity(range: range).forEachImage(prediction, target, nil, compute, body)
    }
  }

  /// The measure of each image.
  public func values(_ prediction: Batch, target: Batch, compute: ComputeContext) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(prediction.count)
    forEachImage(prediction, target: target, compute: compute) { values.append($1) }
    return values
  }

  /// Each image's mean of what a kernel sums.
  private func means(
    _ prediction: Batch, _ target: Batch, _ compute: ComputeContext,
    _ kernel: (ImageErrors) -> Void,
    _ body: (_ image: Int, _ mean: Double) -> Void
  ) {
    checkPair(prediction, target)
    let stretches = BatchStretches(prediction)
    let lanes = Batch.blockWidth
    let elements = Double(prediction.shape.elementCount)
    compute.withDoubles(stretches.count * lanes) { sums in
      compute.run(stretches.count) { task in
        let (place, entries, samples) = stretches.stretch(task)
        kernel(
          ImageErrors(
            prediction: prediction.storage.pointer + place, target: target.storage.pointer + place, entries: entries,
            images: samples, sums: sums + task * lanes))
      }
      for image in 0..<prediction.count {
        let first = image / lanes * stretches.countPerBlock
        var sum = 0.0
        for task in first..<(first + stretches.countPerBlock) { sum += sums[task * lanes + image % lanes] }
        body(image, sum / elements)
      }
    }
  }

  /// Each image's mean cross-entropy, an image a task.
  private func crossEntropies(
    _ prediction: Batch, _ target: Batch, _ compute: ComputeContext, _ body: (_ image: Int, _ mean: Double) -> Void
  ) {
    checkPair(prediction, target)
    let lanes = Batch.blockWidth
    let elements = prediction.shape.elementCount
    compute.withDoubles(max(prediction.count, 1)) { sums in
      compute.run(prediction.count) { image in
        let first = image / lanes * prediction.blockFloats + image % lanes
        var sum = 0.0
        for place in stride(from: first, to: first + elements * lanes, by: lanes) {
          let (p, t) = (prediction.storage.pointer[place], target.storage.pointer[place])
          // No logarithm is below −100; what is not a number stays none.
          let hit = p > 0 ? max(log(min(p, 1)), -100) : p.isNaN ? p : -100
          let miss = p < 1 ? max(log(1 - max(p, 0)), -100) : p.isNaN ? p : -100
          sum += Double((t - 1) * miss - t * hit)
        }
        sums[image] = sum / Double(elements)
      }
      for image in 0..<prediction.count { body(image, sums[image]) }
    }
  }
}
