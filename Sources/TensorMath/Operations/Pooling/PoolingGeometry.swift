/// The windows of a pooling along one axis of an image.
public struct PoolingAxis: Hashable, Sendable {
  /// Pixels of the image.
  public let inputs: Int
  /// Pixels of the result, a window each.
  public let outputs: Int
  /// Pixels of a window.
  public let kernel: Int
  /// Pixels from one window to the next.
  public let stride: Int
  /// Pixels before the image, and as many behind it.
  public let padding: Int

  /// As PyTorch counts windows; with `roundsUp`, its `ceil_mode`, the last one may reach over the end, but not begin in
  /// the padding there.
  init(inputs: Int, kernel: Int, stride: Int, padding: Int, roundsUp: Bool) throws(ImageOperationMisfit) {
    try ImageOperationMisfit.checkPositive("kernel", kernel)
    try ImageOperationMisfit.checkPositive("stride", stride)
    try ImageOperationMisfit.checkNotNegative("padding", padding)
    if padding > kernel / 2 { throw .paddingLargerThanHalf(padding: padding, kernel: kernel) }
    let room = inputs + 2 * padding - kernel + (roundsUp ? stride - 1 : 0)
    guard room >= 0 else { throw .kernelLargerThanImage(kernel: kernel, paddedImage: inputs + 2 * padding) }
    let beginsInPadding = roundsUp && room / stride * stride >= inputs + padding
    self.inputs = inputs
    outputs = room / stride + (beginsInPadding ? 0 : 1)
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// Where a window begins, in the padding perhaps.
  func start(of window: Int) -> Int { window * stride - padding }

  /// The pixels of the image in a window.
  func pixels(of window: Int) -> Range<Int> {
    max(0, start(of: window))..<min(start(of: window) + kernel, inputs)
  }

  /// The windows that hold a pixel.
  func windows(holding pixel: Int) -> Range<Int> {
    let place = pixel + padding
    let first = place < kernel ? 0 : (place - kernel) / stride + 1
    return first..<max(first, min(outputs, place / stride + 1))
  }
}

/// The windows of a pooling over images, as PyTorch's `MaxPool2d` and `AvgPool2d` place them.
public struct PoolingGeometry: Hashable, Sendable {
  /// The shape of the images.
  public let input: SampleShape
  /// The windows from top to bottom.
  public let rows: PoolingAxis
  /// The windows from left to right.
  public let columns: PoolingAxis

  /// Windows of `kernelHeight` × `kernelWidth` over images of a shape; a stride is the kernel's side unless given.
  ///
  /// With `roundsUp`, PyTorch's `ceil_mode`, a last window may reach over the border.
  public init(
    _ input: SampleShape, kernelHeight: Int, kernelWidth: Int, strideY: Int? = nil, strideX: Int? = nil,
    paddingY: Int = 0, paddingX: Int = 0, roundsUp: Bool = false
  ) throws(ImageOperationMisfit) {
    let (_, height, width) = try input.imageExtents()
    self.input = input
    rows = try PoolingAxis(
      inputs: height, kernel: kernelHeight, stride: strideY ?? kernelHeight, padding: paddingY, roundsUp: roundsUp)
    columns = try PoolingAxis(
      inputs: width, kernel: kernelWidth, stride: strideX ?? kernelWidth, padding: paddingX, roundsUp: roundsUp)
    _ = try SampleShape.checkedImage(channels: input.channels, height: rows.outputs, width: columns.outputs)
  }

  /// Square windows with one stride and one padding.
  public init(
    _ input: SampleShape, kernel: Int, stride: Int? = nil, padding: Int = 0, roundsUp: Bool = false
  ) throws(ImageOperationMisfit) {
    try self.init(
      input, kernelHeight: kernel, kernelWidth: kernel, strideY: stride, strideX: stride, paddingY: padding,
      paddingX: padding, roundsUp: roundsUp)
  }

  /// The shape of the result.
  public var output: SampleShape {
    .image(channels: input.channels, height: rows.outputs, width: columns.outputs)
  }
}
