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

  /// A pooling of PyTorch's with these options, and others behind them.
  static func pyTorch(_ type: String, _ values: OptionValues, _ others: String?...) -> PyTorchModule {
    let stride = values[ifGiven: stride].flatMap { $0 == values[kernel] ? nil : pythonArgument("stride", $0) }
    let arguments = [
      python(values[kernel]), stride, pythonArgument("padding", values[padding], default: 0),
      pythonArgument("ceil_mode", values[roundsUp], default: false),
    ]
    return PyTorchModule(type, arguments: (arguments + others).compactMap(\.self))
  }
}

extension PoolingGeometry {
  /// The windows as ONNX has them: a last one that reaches over the border has more padding there, and none is rounded up.
  var onnx: [ONNXAttribute] {
    let kernel = [rows.kernel, columns.kernel]
    let behind = [rows, columns].map { max($0.overhang, 0) }
    return [
      .integers("kernel_shape", kernel), .integers("strides", [rows.stride, columns.stride]),
      .integers("pads", [rows.padding, columns.padding] + behind),
    ]
  }
}

extension PoolingAxis {
  /// How many places behind the image the last window reaches, less than none where it ends within.
  var overhang: Int { (outputs - 1) * stride + kernel - inputs - padding }
}
