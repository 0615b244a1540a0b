/// Why pooling, resizing, padding or another operation on images cannot be.
public enum ImageOperationMisfit: Error, Hashable, CustomStringConvertible {
  /// The samples are vectors.
  case notAnImage(SampleShape)
  /// A size that must be at least 1 is not: its name and its value.
  case notPositive(String, Int)
  /// A padding is negative: its name and its value.
  case negative(String, Int)
  /// The kernel is longer than a side of the padded image.
  case kernelLargerThanImage(kernel: Int, paddedImage: Int)
  /// The padding is more than half the kernel.
  case paddingLargerThanHalf(padding: Int, kernel: Int)
  /// A window of the largest number has more taps than a byte can tell apart.
  case tooManyTaps(Int)
  /// An axis cannot be padded by so many pixels in this way.
  case paddingTooLong(padding: Int, side: Int)
  /// A factor that must be a positive number is not.
  case factor(Double)
  /// An image would be left without a pixel.
  case nothingLeft(side: Int, factor: Double)
  /// The channels are no multiple of a factor's square.
  case channels(Int, factor: Int)
  /// A kernel must have an odd number of taps.
  case evenKernel(Int)
  /// A standard deviation must be a positive number.
  case deviation(Double)
  /// There must be one weight, or one for each channel.
  case weights(Int, channels: Int)
  /// A size, or a product of sizes, is out of all bounds.
  case tooLarge

  /// One sentence, without the layer's name.
  public var description: String {
    switch self {
    case .notAnImage(let shape): "the layer takes images, not vectors of \(shape)"
    case .notPositive(let name, let value): "the \(name) must be at least 1, not \(value)"
    case .negative(let name, let value): "the \(name) must not be negative, and is \(value)"
    case .kernelLargerThanImage(let kernel, let image):
      "a kernel of \(kernel) does not fit an image side of \(image), padding included"
    case .paddingLargerThanHalf(let padding, let kernel):
      "the padding must be at most half the kernel, and \(padding) is more than half of \(kernel)"
    case .tooManyTaps(let taps): "a window may have up to \(MaxPooling.tapLimit) pixels, not \(taps)"
    case .paddingTooLong(let padding, let side):
      "an image side of \(side) has too few pixels for a padding of \(padding)"
    case .factor(let factor): "the factor must be a positive number, not \(factor)"
    case .nothingLeft(let side, let factor): "a factor of \(factor) leaves nothing of an image side of \(side)"
    case .channels(let channels, let factor):
      "the channels must be a multiple of \(factor) times \(factor), and \(channels) are not"
    case .evenKernel(let kernel): "the kernel must be odd, not \(kernel)"
    case .deviation(let sigma): "the standard deviation must be a positive number, not \(sigma)"
    case .weights(let count, let channels):
      "there must be one weight or one for each of the \(channels) channels, not \(count)"
    case .tooLarge: "the layer is too large"
    }
  }

  /// The longest side, kernel, stride or padding.
  static let sideLimit = 1 << 24

  /// A size that must be at least 1.
  static func checkPositive(_ name: String, _ value: Int) throws(Self) {
    if value < 1 { throw .notPositive(name, value) }
    if value > sideLimit { throw .tooLarge }
  }

  /// A size that must not be negative.
  static func checkNotNegative(_ name: String, _ value: Int) throws(Self) {
    if value < 0 { throw .negative(name, value) }
    if value > sideLimit { throw .tooLarge }
  }
}

extension SampleShape {
  /// The extents of an image, each within bounds; throws for a vector.
  func imageExtents() throws(ImageOperationMisfit) -> (channels: Int, height: Int, width: Int) {
    guard case .image(let channels, let height, let width) = self else { throw .notAnImage(self) }
    try Self.checkImage(channels: channels, height: height, width: width)
    return (channels, height, width)
  }

  /// An image whose numbers can be counted.
  static func checkedImage(channels: Int, height: Int, width: Int) throws(ImageOperationMisfit) -> SampleShape {
    try checkImage(channels: channels, height: height, width: width)
    return .image(channels: channels, height: height, width: width)
  }

  private static func checkImage(channels: Int, height: Int, width: Int) throws(ImageOperationMisfit) {
    try ImageOperationMisfit.checkPositive("channels", channels)
    try ImageOperationMisfit.checkPositive("image height", height)
    try ImageOperationMisfit.checkPositive("image width", width)
    guard let numbers = product(of: [channels, height, width]), numbers <= 1 << 36 else { throw .tooLarge }
  }
}
