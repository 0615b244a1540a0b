#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Images blurred by a Gaussian, with mirrored borders: torchvision's `gaussian_blur`.
public struct GaussianBlur: Resampling {
  /// The tables.
  public let plan: ResamplingPlan

  /// A kernel of odd sides, of which half is shorter than the image; standard deviations in pixels, `0.15 · side + 0.35`
  /// unless given.
  public init(
    _ input: SampleShape, kernelHeight: Int, kernelWidth: Int, sigmaY: Double? = nil, sigmaX: Double? = nil
  ) throws(ImageOperationMisfit) {
    let (channels, height, width) = try input.imageExtents()
    plan = try ResamplingPlan(
      channels: channels, rows: AxisMap(blurring: height, kernel: kernelHeight, sigma: sigmaY),
      columns: AxisMap(blurring: width, kernel: kernelWidth, sigma: sigmaX))
  }

  /// A square kernel.
  public init(_ input: SampleShape, kernel: Int, sigma: Double? = nil) throws(ImageOperationMisfit) {
    try self.init(input, kernelHeight: kernel, kernelWidth: kernel, sigmaY: sigma, sigmaX: sigma)
  }
}

extension AxisMap {
  fileprivate convenience init(blurring side: Int, kernel: Int, sigma: Double?) throws(ImageOperationMisfit) {
    try ImageOperationMisfit.checkPositive("kernel", kernel)
    if kernel % 2 == 0 { throw .evenKernel(kernel) }
    let sigma = sigma ?? 0.15 * Double(kernel) + 0.35
    guard sigma > 0, sigma.isFinite else { throw .deviation(sigma) }
    let half = kernel / 2
    try ImagePadding.Mode.reflect.check(half, side: side)
    if side > Self.tapLimit / kernel { throw .tooLarge }
    let bell = (-half...half).map { exp(-0.5 * pow(Double($0) / sigma, 2)) }
    let sum = bell.reduce(0, +)
    self.init(inputs: side, outputs: side) { place in
      bell.enumerated().compactMap { tap, weight in
        ImagePadding.Mode.reflect.pixel(at: place - half + tap, side: side).map { ($0, weight / sum) }
      }
    }
  }
}
