internal import Options

/// The options that conv2d and conv_transpose2d share, and their values.
struct ConvolutionOptions {
  static let channels = OptionKey<Int>(
    "channels", .whole(1...65_536), argument: true, required: true, unit: "channels", "output channels")
  static let kernel = OptionKey<Extent>(
    "kernel", .extent(1...1_024), default: 3, unit: "pixels", "height and width of the kernel")
  static let stride = OptionKey<Extent>(
    "stride", .extent(1...1_024), default: 1, unit: "pixels", "step from one output pixel to the next")
  static let padding = OptionKey<Extent>(
    "padding", .extent(0...1_024), default: 0, unit: "pixels", "rows and columns around the image, on each side")
  static let bias = OptionKey<Bool>("bias", .flag, default: true, "whether a learned bias is added to each channel")

  /// The options, with the stride as the layer explains it, and others behind them.
  static func declarations(stride: OptionDeclaration, _ others: [OptionDeclaration] = []) -> [OptionDeclaration] {
    [channels.declaration, kernel.declaration, stride, padding.declaration, bias.declaration] + others
  }

  let channels: Int
  let kernel, stride, padding: Extent
  let bias: Bool

  init(_ values: OptionValues) {
    channels = values[Self.channels]
    kernel = values[Self.kernel]
    stride = values[Self.stride]
    padding = values[Self.padding]
    bias = values[Self.bias]
  }
}
