internal import Options
internal import TensorMath

/// The options that max_pool2d and avg_pool2d share.
enum PoolingOptions {
  static let kernel = OptionKey<Extent>(
    "kernel", .extent(1...1_024), argument: true, required: true, unit: "pixels", "height and width of a window")
  static let stride = OptionKey<Extent>(
    "stride", .extent(1...1_024), unit: "pixels", "from one window to the next; the kernel's size if not given")
  static let padding = OptionKey<Extent>(
    "padding", .extent(0...512), default: 0, unit: "pixels",
    "rows and columns around the image, on each side; at most half the kernel")
  static let roundsUp = OptionKey<Bool>(
    "ceil_mode", .flag, default: false, "whether a last window may reach beyond the image")

  static let all = [kernel.declaration, stride.declaration, padding.declaration, roundsUp.declaration]

  /// The windows over images of a shape.
  static func geometry(_ values: OptionValues, _ input: SampleShape) throws(ImageOperationMisfit) -> PoolingGeometry {
    let (kernel, stride, padding) = (values[kernel], values[ifGiven: stride], values[padding])
    return try PoolingGeometry(
      input, kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride?.height, strideX: stride?.width,
      paddingY: padding.height, paddingX: padding.width, roundsUp: values[roundsUp])
  }
}
