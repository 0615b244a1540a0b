package import Devices

extension ResamplingPlan {
  /// The tables on a device, and those of the gradient.
  package func onDevice(
    _ device: Device
  ) throws(DeviceError) -> (map: DeviceResampling, gradient: DeviceResampling) {
    let (_, height, width) = input.extents
    let (rows, columns) = (rowTaps, columnTaps)
    return (
      try DeviceResampling(height: height, width: width, rows: rows, columns: columns, on: device),
      try .gradient(height: height, width: width, rows: rows, columns: columns, on: device)
    )
  }
}

extension PoolingGeometry {
  /// The windows over so many images as a device's kernels take them.
  package func onDevice(images: Int) -> DeviceWindows {
    DeviceWindows(
      planes: images * input.channels, input: (rows.inputs, columns.inputs), output: (rows.outputs, columns.outputs),
      kernel: (rows.kernel, columns.kernel), stride: (rows.stride, columns.stride),
      padding: (rows.padding, columns.padding))
  }
}
