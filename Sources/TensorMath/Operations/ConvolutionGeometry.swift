/// The shapes of a convolution: its input, kernel, stride and padding, and the output that follows.
///
/// A transposed convolution is the same geometry run backwards: its input is the output here.
public struct ConvolutionGeometry: Hashable, Sendable {
  /// Channels of the images convolved.
  public let inputChannels: Int
  /// Rows of the images convolved.
  public let inputHeight: Int
  /// Columns of the images convolved.
  public let inputWidth: Int
  /// Channels of the result.
  public let outputChannels: Int
  /// Rows of the result.
  public let outputHeight: Int
  /// Columns of the result.
  public let outputWidth: Int
  /// Rows of the kernel.
  public let kernelHeight: Int
  /// Columns of the kernel.
  public let kernelWidth: Int
  /// Input rows from one output row to the next.
  public let strideY: Int
  /// Input columns from one output column to the next.
  public let strideX: Int
  /// Rows of zeros above the input, and as many below.
  public let paddingY: Int
  /// Columns of zeros left of the input, and as many on its right.
  public let paddingX: Int

  /// Why a geometry cannot be.
  public enum Misfit: Error, Hashable, CustomStringConvertible {
    /// A size that must be at least 1 is not: its name and its value.
    case notPositive(String, Int)
    /// A padding is negative: its name and its value.
    case negative(String, Int)
    /// The kernel is longer than a side of the padded image.
    case kernelLargerThanImage(kernel: Int, paddedImage: Int)
    /// The output padding is not smaller than the stride.
    case outputPadding(Int, stride: Int)
    /// The padding of a transposed convolution takes away its whole output.
    case paddingLeavesNothing
    /// A size, or a product of sizes, is out of all bounds.
    case tooLarge

    /// One sentence, without the layer's name.
    public var description: String {
      switch self {
      case .notPositive(let name, let value): "the \(name) must be at least 1, not \(value)"
      case .negative(let name, let value): "the \(name) must not be negative, and is \(value)"
      case .kernelLargerThanImage(let kernel, let image):
        "a kernel of \(kernel) does not fit an image side of \(image), padding included"
      case .outputPadding(let padding, let stride):
        "output_padding must be smaller than the stride, and \(padding) is not smaller than \(stride)"
      case .paddingLeavesNothing: "the padding leaves nothing of the output"
      case .tooLarge: "the layer is too large"
      }
    }
  }

  /// A convolution over images of `channels` × `height` × `width`.
  public init(
    channels: Int, height: Int, width: Int, outputChannels: Int, kernelHeight: Int, kernelWidth: Int,
    strideY: Int = 1, strideX: Int = 1, paddingY: Int = 0, paddingX: Int = 0
  ) throws(Misfit) {
    try Self.check(
      [
        ("input channels", channels), ("image height", height), ("image width", width),
        ("output channels", outputChannels), ("kernel height", kernelHeight), ("kernel width", kernelWidth),
        ("vertical stride", strideY), ("horizontal stride", strideX),
      ], paddings: [("padding", paddingY), ("padding", paddingX)])
    inputChannels = channels
    inputHeight = height
    inputWidth = width
    self.outputChannels = outputChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideY = strideY
    self.strideX = strideX
    self.paddingY = paddingY
    self.paddingX = paddingX
    outputHeight = try Self.outputSide(height, kernel: kernelHeight, stride: strideY, padding: paddingY)
    outputWidth = try Self.outputSide(width, kernel: kernelWidth, stride: strideX, padding: paddingX)
    try checkSizes()
  }

  /// A square kernel with one stride and one padding.
  public init(
    channels: Int, height: Int, width: Int, outputChannels: Int, kernel: Int, stride: Int = 1, padding: Int = 0
  ) throws(Misfit) {
    try self.init(
      channels: channels, height: height, width: width, outputChannels: outputChannels, kernelHeight: kernel,
      kernelWidth: kernel, strideY: stride, strideX: stride, paddingY: padding, paddingX: padding)
  }

  /// The geometry of a transposed convolution *from* images of `channels` × `height` × `width`; its output is the
  /// geometry's input.
  public init(
    transposedFrom channels: Int, height: Int, width: Int, outputChannels: Int, kernelHeight: Int, kernelWidth: Int,
    strideY: Int = 1, strideX: Int = 1, paddingY: Int = 0, paddingX: Int = 0,
    outputPaddingY: Int = 0, outputPaddingX: Int = 0
  ) throws(Misfit) {
    try Self.check(
      [
        ("input channels", channels), ("image height", height), ("image width", width),
        ("output channels", outputChannels), ("kernel height", kernelHeight), ("kernel width", kernelWidth),
        ("vertical stride", strideY), ("horizontal stride", strideX),
      ],
      paddings: [
        ("padding", paddingY), ("padding", paddingX), ("output_padding", outputPaddingY),
        ("output_padding", outputPaddingX),
      ])
    if outputPaddingY >= strideY { throw .outputPadding(outputPaddingY, stride: strideY) }
    if outputPaddingX >= strideX { throw .outputPadding(outputPaddingX, stride: strideX) }
    let fullHeight = (height - 1) * strideY + kernelHeight + outputPaddingY - 2 * paddingY
    let fullWidth = (width - 1) * strideX + kernelWidth + outputPaddingX - 2 * paddingX
    guard fullHeight > 0, fullWidth > 0 else { throw .paddingLeavesNothing }
    inputChannels = outputChannels
    inputHeight = fullHeight
    inputWidth = fullWidth
    self.outputChannels = channels
    outputHeight = height
    outputWidth = width
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideY = strideY
    self.strideX = strideX
    self.paddingY = paddingY
    self.paddingX = paddingX
    try checkSizes()
  }

  private static func check(_ sizes: [(String, Int)], paddings: [(String, Int)]) throws(Misfit) {
    for (name, value) in sizes {
      if value < 1 { throw .notPositive(name, value) }
      if value > 1 << 24 { throw .tooLarge }
    }
    for (name, value) in paddings {
      if value < 0 { throw .negative(name, value) }
      if value > 1 << 24 { throw .tooLarge }
    }
  }

  private static func outputSide(_ side: Int, kernel: Int, stride: Int, padding: Int) throws(Misfit) -> Int {
    let padded = side + 2 * padding
    guard kernel <= padded else { throw .kernelLargerThanImage(kernel: kernel, paddedImage: padded) }
    return (padded - kernel) / stride + 1
  }

  /// Every product of sizes that a buffer is made from stays far from overflow.
  private func checkSizes() throws(Misfit) {
    for factors in [
      [inputChannels, inputHeight, inputWidth], [outputChannels, outputHeight, outputWidth],
      [inputChannels, outputChannels, kernelHeight, kernelWidth],
    ] {
      var product = 1
      for factor in factors {
        let (next, overflow) = product.multipliedReportingOverflow(by: factor)
        if overflow || next > 1 << 36 { throw .tooLarge }
        product = next
      }
    }
  }

  /// The shape of the images convolved.
  public var input: SampleShape { .image(channels: inputChannels, height: inputHeight, width: inputWidth) }
  /// The shape of the result.
  public var output: SampleShape { .image(channels: outputChannels, height: outputHeight, width: outputWidth) }
  /// Weights, `[output channels, input channels, kernel height, kernel width]`.
  public var weightCount: Int { outputChannels * inputChannels * kernelTaps }
  /// Taps of the kernel.
  public var kernelTaps: Int { kernelHeight * kernelWidth }
}
