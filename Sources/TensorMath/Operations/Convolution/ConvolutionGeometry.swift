/// The shapes of a convolution: its input, kernel, stride, padding, dilation and groups, and the output that follows.
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
  /// Rows of zeros above the input.
  public let paddingY: Int
  /// Columns of zeros left of the input.
  public let paddingX: Int
  /// Input rows from one row of the kernel to the next.
  public let dilationY: Int
  /// Input columns from one column of the kernel to the next.
  public let dilationX: Int
  /// Groups of channels: output channels of a group see the input channels of that group alone.
  public let groups: Int

  /// Why a geometry cannot be.
  public enum Misfit: Error, Hashable, CustomStringConvertible {
    /// A size that must be at least 1 is not: its name and its value.
    case notPositive(String, Int)
    /// A padding is negative: its name and its value.
    case negative(String, Int)
    /// The kernel is longer than a side of the padded image.
    case kernelLargerThanImage(kernel: Int, paddedImage: Int)
    /// The kernel fits, but is longer than a side of the padded image when dilation has spread it.
    case dilatedKernelLargerThanImage(kernel: Int, paddedImage: Int)
    /// The output padding is smaller neither than the stride nor than the dilation.
    case outputPadding(Int, stride: Int, dilation: Int)
    /// The groups do not divide the channels.
    case groups(Int, channels: Int)
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
      case .dilatedKernelLargerThanImage(let kernel, let image):
        "a kernel that dilation spreads to \(kernel) does not fit an image side of \(image), padding included"
      case .outputPadding(let padding, let stride, dilation: 1):
        "output_padding must be smaller than the stride, and \(padding) is not smaller than \(stride)"
      case .outputPadding(let padding, let stride, let dilation):
        "output_padding must be smaller than the stride or the dilation, and \(padding) is smaller than neither "
          + "\(stride) nor \(dilation)"
      case .groups(let groups, let channels):
        "the groups must divide the channels, and \(groups) does not divide \(channels)"
      case .paddingLeavesNothing: "the padding leaves nothing of the output"
      case .tooLarge: "the layer is too large"
      }
    }
  }

  /// A convolution over images of `channels` × `height` × `width`.
  ///
  /// There are as many zeros below and right of the input as above and left of it, unless other numbers are given.
  public init(
    channels: Int, height: Int, width: Int, outputChannels: Int, kernelHeight: Int, kernelWidth: Int,
    strideY: Int = 1, strideX: Int = 1, paddingY: Int = 0, paddingX: Int = 0, paddingBelow: Int? = nil,
    paddingRight: Int? = nil, dilationY: Int = 1, dilationX: Int = 1, groups: Int = 1
  ) throws(Misfit) {
    let (below, right) = (paddingBelow ?? paddingY, paddingRight ?? paddingX)
    let rows = Side(kernel: kernelHeight, stride: strideY, padding: (paddingY, below), dilation: dilationY)
    let columns = Side(kernel: kernelWidth, stride: strideX, padding: (paddingX, right), dilation: dilationX)
    try Self.check(
      [("input channels", channels), ("image height", height), ("image width", width)],
      outputChannels: outputChannels, rows: rows, columns: columns, groups: groups)
    try self.init(
      input: (channels, height, width), output: (outputChannels, rows.outputs(of: height), columns.outputs(of: width)),
      rows: rows, columns: columns, groups: groups)
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
    strideY: Int = 1, strideX: Int = 1, paddingY: Int = 0, paddingX: Int = 0, outputPaddingY: Int = 0,
    outputPaddingX: Int = 0, dilationY: Int = 1, dilationX: Int = 1, groups: Int = 1
  ) throws(Misfit) {
    let rows = Side(kernel: kernelHeight, stride: strideY, padding: (paddingY, paddingY), dilation: dilationY)
    let columns = Side(kernel: kernelWidth, stride: strideX, padding: (paddingX, paddingX), dilation: dilationX)
    try Self.check(
      [("input channels", channels), ("image height", height), ("image width", width)],
      outputChannels: outputChannels, rows: rows, columns: columns, groups: groups)
    try self.init(
      input: (
        outputChannels, rows.inputs(of: height, outputPadding: outputPaddingY),
        columns.inputs(of: width, outputPadding: outputPaddingX)
      ), output: (channels, height, width), rows: rows, columns: columns, groups: groups)
  }

  private init(
    input: (channels: Int, height: Int, width: Int), output: (channels: Int, height: Int, width: Int), rows: Side,
    columns: Side, groups: Int
  ) throws(Misfit) {
    (inputChannels, inputHeight, inputWidth) = input
    (outputChannels, outputHeight, outputWidth) = output
    (kernelHeight, strideY, paddingY, dilationY) = (rows.kernel, rows.stride, rows.padding.before, rows.dilation)
    (kernelWidth, strideX, paddingX, dilationX) = (
      columns.kernel, columns.stride, columns.padding.before, columns.dilation
    )
    self.groups = groups
    try checkSizes()
  }

  /// What happens along one side of an image.
  private struct Side {
    let kernel: Int
    let stride: Int
    let padding: (before: Int, after: Int)
    let dilation: Int

    /// The samples that the kernel spans.
    var span: Int { (kernel - 1) * dilation + 1 }

    /// The outputs of a convolution of so many samples.
    func outputs(of samples: Int) throws(Misfit) -> Int {
      let padded = samples + padding.before + padding.after
      guard kernel <= padded else { throw .kernelLargerThanImage(kernel: kernel, paddedImage: padded) }
      guard span <= padded else { throw .dilatedKernelLargerThanImage(kernel: span, paddedImage: padded) }
      return (padded - span) / stride + 1
    }

    /// The samples that a transposed convolution makes of so many outputs.
    func inputs(of outputs: Int, outputPadding: Int) throws(Misfit) -> Int {
      try ConvolutionGeometry.check([], paddings: [("output_padding", outputPadding)])
      if outputPadding >= max(stride, dilation) {
        throw .outputPadding(outputPadding, stride: stride, dilation: dilation)
      }
      let samples = (outputs - 1) * stride + span + outputPadding - padding.before - padding.after
      guard samples > 0 else { throw .paddingLeavesNothing }
      return samples
    }
  }

  private static func check(
    _ image: [(String, Int)], outputChannels: Int, rows: Side, columns: Side, groups: Int
  ) throws(Misfit) {
    try check(
      image + [
        ("output channels", outputChannels), ("kernel height", rows.kernel), ("kernel width", columns.kernel),
        ("vertical stride", rows.stride), ("horizontal stride", columns.stride), ("vertical dilation", rows.dilation),
        ("horizontal dilation", columns.dilation), ("number of groups", groups),
      ],
      paddings: [rows.padding.before, rows.padding.after, columns.padding.before, columns.padding.after].map {
        ("padding", $0)
      })
    for channels in [image.first?.1 ?? 0, outputChannels] where channels % groups != 0 {
      throw .groups(groups, channels: channels)
    }
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

  /// Every product of sizes that a buffer is made from stays far from overflow.
  private func checkSizes() throws(Misfit) {
    for factors in [
      [inputChannels, inputHeight, inputWidth], [outputChannels, outputHeight, outputWidth],
      [groupInputs, outputChannels, kernelHeight, kernelWidth],
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
  /// Weights, `[output channels, input channels of a group, kernel height, kernel width]`.
  public var weightCount: Int { outputChannels * groupInputs * kernelTaps }
  /// Input channels of a group.
  public var groupInputs: Int { inputChannels / groups }
  /// Output channels of a group.
  public var groupOutputs: Int { outputChannels / groups }
  /// Taps of the kernel.
  public var kernelTaps: Int { kernelHeight * kernelWidth }
}
