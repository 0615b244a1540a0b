internal import Devices
internal import TensorMath

extension Flatten: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    nil
  }
}

extension Unflatten: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    nil
  }
}

/// Channels spread over pixels.
private final class DevicePixelShuffle: DeviceLayer {
  private let operation: PixelShuffle

  init(_ operation: PixelShuffle) { self.operation = operation }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    try shuffle(input, isInverse: false, into: output, pass)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    if let target { try shuffle(gradient, isInverse: true, into: target, pass) }
  }

  private func shuffle(
    _ values: DeviceBuffer, isInverse: Bool, into result: DeviceBuffer, _ pass: DevicePass
  ) throws(DeviceError) {
    let (_, height, width) = operation.input.extents
    try pass.device.shufflePixels(
      values, images: pass.count, channels: operation.output.channels, height: height, width: width,
      factor: operation.factor, isInverse: isInverse, into: result)
  }
}

extension PixelShuffleLayer: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    do { return DevicePixelShuffle(try operation(for: input)) } catch { throw .misfit(error) }
  }
}
