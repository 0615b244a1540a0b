package import Devices

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension ImageMeasure {
  /// Leaves for each image a number in `sums`, from which ``value(of:shape:)`` tells the measure.
  package func measure(
    _ images: DevicePair, into sums: DeviceBuffer, workspace: DeviceWorkspace, on device: Device
  ) throws(DeviceError) {
    func errors(_ loss: DeviceLoss) throws(DeviceError) {
      try device.imageErrors(
        loss, images.predictions, targets: images.targets, images: images.count, size: images.shape.elementCount,
        into: sums, at: 0)
    }
    switch self {
    case .mse, .psnr: try errors(.squaredError)
    case .l1: try errors(.absoluteError)
    case .crossEntropy: try errors(.crossEntropy)
    case .ssim(let range):
      try device.similarity(
        images.predictions, targets: images.targets, images.images, range: Float(range), byImage: true, gradient: nil,
        into: sums, at: 0, workspace: workspace)
    }
  }

  /// The measure of an image.
  package func value(of sum: Double, shape: SampleShape) -> Double {
    switch self {
    case .ssim(let range): sum / StructuralSimilarity(range: range).windows(shape)
    case .psnr(let range): 10 * log10(range * range / (sum / Double(shape.elementCount)))
    case .mse, .l1, .crossEntropy: sum / Double(shape.elementCount)
    }
  }
}
