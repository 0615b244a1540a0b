/// The mean of each window, `torch.nn.AvgPool2d`.
public struct AveragePooling: Resampling {
  /// The tables.
  public let plan: ResamplingPlan

  /// The mean of each window; zeros of the padding count among its numbers unless told otherwise. What lies behind the
  /// padding never counts.
  public init(_ geometry: PoolingGeometry, countsPadding: Bool = true) throws(ImageOperationMisfit) {
    plan = try ResamplingPlan(
      channels: geometry.input.channels,
      rows: AxisMap(meansOf: geometry.rows, countsPadding: countsPadding),
      columns: AxisMap(meansOf: geometry.columns, countsPadding: countsPadding))
  }
}

/// The means of so many windows that cover the image evenly, `torch.nn.AdaptiveAvgPool2d`.
public struct AdaptiveAveragePooling: Resampling {
  /// The tables.
  public let plan: ResamplingPlan

  /// Means of `height` × `width` windows: of n windows over a side of s pixels, window i reaches from `⌊i · s / n⌋` up to
  /// `⌈(i + 1) · s / n⌉`.
  public init(_ input: SampleShape, height: Int, width: Int) throws(ImageOperationMisfit) {
    let (channels, inputHeight, inputWidth) = try input.imageExtents()
    try ImageOperationMisfit.checkPositive("height", height)
    try ImageOperationMisfit.checkPositive("width", width)
    plan = try ResamplingPlan(
      channels: channels, rows: AxisMap(meansOf: inputHeight, windows: height),
      columns: AxisMap(meansOf: inputWidth, windows: width))
  }
}

extension AxisMap {
  fileprivate convenience init(meansOf axis: PoolingAxis, countsPadding: Bool) throws(ImageOperationMisfit) {
    if axis.outputs > Self.tapLimit / min(axis.kernel, axis.inputs) { throw .tooLarge }
    self.init(inputs: axis.inputs, outputs: axis.outputs) { window in
      let pixels = axis.pixels(of: window)
      let start = axis.start(of: window)
      let counted = countsPadding ? min(start + axis.kernel, axis.inputs + axis.padding) - start : pixels.count
      return pixels.map { ($0, 1 / Double(counted)) }
    }
  }

  fileprivate convenience init(meansOf side: Int, windows: Int) {
    self.init(inputs: side, outputs: windows) { window in
      let pixels = window * side / windows..<((window + 1) * side + windows - 1) / windows
      return pixels.map { ($0, 1 / Double(pixels.count)) }
    }
  }
}
