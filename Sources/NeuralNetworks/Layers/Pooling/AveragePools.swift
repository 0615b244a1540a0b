internal import Options
internal import TensorMath

extension OptionRow<any LayerKind> {
  private static let countsPadding = OptionKey<Bool>(
    "count_include_pad", .flag, default: true, "whether the border counts in the means")

  static let averagePool = ResamplingLayer.row(
    "avg_pool2d", "take the mean of each window, as PyTorch's AvgPool2d",
    options: PoolingOptions.all + [countsPadding.declaration],
    forms: ResamplingLayer.Forms(
      pyTorch: { values in
        PoolingOptions.pyTorch(
          "nn.AvgPool2d", values, pythonArgument("count_include_pad", values[countsPadding], default: true))
      },
      onnx: { values, x, graph in
        guard let geometry = try? PoolingOptions.geometry(values, x.shape) else { return nil }
        let counts = values[countsPadding]
        // What lies behind the padding never counts, which ONNX cannot tell from the padding.
        if counts,
          max(geometry.rows.overhang - geometry.rows.padding, geometry.columns.overhang - geometry.columns.padding) > 0
        {
          return nil
        }
        return graph.node(
          "AveragePool", [x.name], geometry.onnx + [.integer("count_include_pad", counts ? 1 : 0)])
      })
  ) { (values, input) throws(ImageOperationMisfit) in
    try AveragePooling(PoolingOptions.geometry(values, input), countsPadding: values[countsPadding])
  }

  private static let size = OptionKey<Extent>(
    "size", .extent(1...4_096), argument: true, required: true, unit: "pixels", "height and width of what comes out")

  static let adaptiveAveragePool = ResamplingLayer.row(
    "adaptive_avg_pool2d", "take means so that an image of a given size comes out, as PyTorch's AdaptiveAvgPool2d",
    options: [size.declaration],
    forms: ResamplingLayer.Forms(
      pyTorch: { values in PyTorchModule("nn.AdaptiveAvgPool2d", python(values[size])) },
      onnx: { values, x, graph in
        let (_, height, width) = x.shape.extents
        let size = values[size]
        guard size != Extent(1) else { return graph.node("GlobalAveragePool", [x.name]) }
        guard height % size.height == 0, width % size.width == 0 else { return nil }
        let window = [height / size.height, width / size.width]
        return graph.node(
          "AveragePool", [x.name], [.integers("kernel_shape", window), .integers("strides", window)])
      })
  ) { (values, input) throws(ImageOperationMisfit) in
    try AdaptiveAveragePooling(input, height: values[size].height, width: values[size].width)
  }
}
