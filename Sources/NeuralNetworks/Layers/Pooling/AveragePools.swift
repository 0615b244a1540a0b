internal import Options
internal import TensorMath

extension OptionRow<any LayerKind> {
  private static let countsPadding = OptionKey<Bool>(
    "count_include_pad", .flag, default: true, "whether the border counts in the means")

  static let averagePool = ResamplingLayer.row(
    "avg_pool2d", "take the mean of each window, as PyTorch's AvgPool2d",
    options: PoolingOptions.all + [countsPadding.declaration]
  ) { (values, input) throws(ImageOperationMisfit) in
    try AveragePooling(PoolingOptions.geometry(values, input), countsPadding: values[countsPadding])
  }

  private static let size = OptionKey<Extent>(
    "size", .extent(1...4_096), argument: true, required: true, unit: "pixels", "height and width of what comes out")

  static let adaptiveAveragePool = ResamplingLayer.row(
    "adaptive_avg_pool2d", "take means so that an image of a given size comes out, as PyTorch's AdaptiveAvgPool2d",
    options: [size.declaration]
  ) { (values, input) throws(ImageOperationMisfit) in
    try AdaptiveAveragePooling(input, height: values[size].height, width: values[size].width)
  }
}
