internal import Options
internal import TensorMath

/// The options that conv2d and conv_transpose2d share, and their values.
struct ConvolutionOptions {
  static let channels = OptionKey<Int>(
    "channels", .whole(1...65_536), argument: true, required: true, unit: "channels", "output channels")
  static let kernel = OptionKey<Extent>(
    "kernel", .extent(1...1_024), default: 3, unit: "pixels", "height and width of the kernel")
  static let bias = OptionKey<Bool>("bias", .flag, default: true, "whether a learned bias is added to each channel")
  static let dilation = OptionKey<Extent>(
    "dilation", .extent(1...1_024), default: 1, unit: "pixels", "from one pixel under the kernel to the next")
  static let groups = OptionKey<Int>(
    "groups", .whole(1...65_536), default: 1, "into how many parts the channels fall that are convolved by themselves")

  let channels: Int
  let kernel, dilation: Extent
  let groups: Int
  let bias: Bool

  init(_ values: OptionValues) {
    channels = values[Self.channels]
    kernel = values[Self.kernel]
    dilation = values[Self.dilation]
    groups = values[Self.groups]
    bias = values[Self.bias]
  }

  /// Rows and columns that the kernel spans.
  var span: Extent {
    Extent(height: (kernel.height - 1) * dilation.height + 1, width: (kernel.width - 1) * dilation.width + 1)
  }

  /// Throws unless the groups divide the channels on both sides.
  func checkGroups(of inputChannels: Int, layer: String) throws(LayerShapeError) {
    guard inputChannels % groups == 0, channels % groups == 0 else {
      throw .unsuitable(
        layer: layer,
        reason: "falls into \(groups) groups, which must divide the channels that come in, \(inputChannels), and those "
          + "that come out, \(channels)")
    }
  }
}
