internal import KernelArguments

/// The structural similarity of images, and 1 less it as a loss.
///
/// Gaussian windows of 11 by 11 pixels and standard deviation 1.5 that lie inside the image, K1 = 0.01, K2 = 0.03, the
/// covariance of a population; the mean over all windows, then over the channels. Z. Wang, A. C. Bovik, H. R. Sheikh and
/// E. P. Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE TIP 13 (2004).
public struct StructuralSimilarity: LossTerm, Hashable {
  /// The pixels that a window is wide and high.
  public static let window = 11

  /// The distance from the least to the greatest number that a pixel can be: 2 from −1 to 1, 1 from 0 to 1.
  public let range: Double

  /// Images whose numbers lie in a range of this length.
  public init(range: Double) {
    precondition(range > 0, "The numbers of images have a range.")
    self.range = range
  }

  /// Whether a window fits into images of a shape.
  public func fits(_ shape: SampleShape) -> Bool {
    let (_, height, width) = shape.extents
    return height >= Self.window && width >= Self.window
  }

  /// One less the mean similarity, and its gradient.
  public func evaluate(
    _ prediction: Batch, target: Batch, gradient: GradientPlace? = nil, compute: ComputeContext
  ) -> Double {
    guard prediction.count > 0 else {
      checkPair(prediction, target)
      gradient?.check(prediction.shape, holding: 0)
      return 0
    }
    var sum = 0.0
    compute.continueSum(&sum) { sum in
      forEachImage(prediction, target, gradient, compute) { _, similarity in sum += similarity }
    }
    return 1 - sum / Double(compute.wholeCount(of: prediction))
  }

  /// The windows of an image, those of all its channels.
  func windows(_ shape: SampleShape) -> Double {
    let (channels, height, width) = shape.extents
    return Double((height - Self.window + 1) * (width - Self.window + 1) * channels)
  }

  /// Hands `body` the similarity of each image, in order.
  func forEachImage(
    _ prediction: Batch, _ target: Batch, _ gradient: GradientPlace?, _ compute: ComputeContext,
    _ body: (_ image: Int, _ similarity: Double) -> Void
  ) {
    checkPair(prediction, target)
    gradient?.check(prediction.shape, holding: prediction.count)
    precondition(fits(prediction.shape), "No window of \(Self.window) pixels fits into \(prediction.shape).")
    let (channels, height, width) = prediction.shape.extents
    let windows = windows(prediction.shape)
    let scale = Float(-(gradient?.weight ?? 1) / (windows * Double(compute.wholeCount(of: prediction))))
    let (first, second) = (0.01 * range, 0.03 * range)
    let kernels = compute.kernels
    let lanes = Batch.blockWidth
    compute.withDoubles(prediction.blocks * channels * lanes) { sums in
      compute.run(prediction.blocks * channels, scratch: Self.scratchFloats(prediction.shape)) { task, scratch in
        let (block, channel) = (task / channels, task % channels)
        let place = block * prediction.blockFloats + channel * lanes
        kernels.structuralSimilarity(
          SimilarityChannel(
            prediction: prediction.storage.pointer + place, target: target.storage.pointer + place,
            gradient: gradient.map { $0.batch.storage.pointer + place }, adding: gradient?.isAdded ?? false,
            height: height, width: width, pixel: channels * lanes, images: prediction.samples(inBlock: block),
            firstConstant: Float(first * first), secondConstant: Float(second * second), scale: scale,
            scratch: scratch, sums: sums + task * lanes))
      }
      for image in 0..<prediction.count {
        let (block, lane) = (image / lanes, image % lanes)
        var sum = 0.0
        for channel in 0..<channels { sum += sums[(block * channels + channel) * lanes + lane] }
        body(image, sum / windows)
      }
    }
  }

  /// Four filtered numbers for each row of windows, three derivatives for each window, a line of four with its margin.
  private static func scratchFloats(_ shape: SampleShape) -> Int {
    let (_, height, width) = shape.extents
    let (across, down) = (width - window + 1, height - window + 1)
    return (4 * height * across + 3 * down * across + 4 * (width + window)) * Batch.blockWidth
  }

  /// What measuring batches of so many samples takes; nil where no window fits or it cannot be counted.
  public func memory(batch: Int, shape: SampleShape) -> OperationMemory? {
    let (channels, height, width) = shape.extents
    guard fits(shape), batch >= 0, batch < 1 << 48, let pixels = product(of: [height, width]), pixels < 1 << 48,
      let sums = product(of: [(batch + 15) / 16, channels, Batch.blockWidth, 8])
    else { return nil }
    return OperationMemory(workspace: sums, scratch: Self.scratchFloats(shape) * 4)
  }
}
