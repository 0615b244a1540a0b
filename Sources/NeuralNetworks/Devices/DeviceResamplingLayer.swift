internal import Devices
internal import TensorMath

/// Pixels that are fixed weighted sums of other pixels, channel by channel: means, enlargements, borders.
final class DeviceResamplingLayer: DeviceLayer {
  private let channels: Int
  private let map, gradientMap: DeviceResampling

  /// Brings the tables to a device.
  init(_ plan: ResamplingPlan, channels: Int, on device: Device) throws(DeviceError) {
    self.channels = channels
    (map, gradientMap) = try plan.onDevice(device)
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    try pass.device.resample(input, planes: pass.count * channels, by: map, into: output)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    guard let target else { return }
    try pass.device.resample(gradient, planes: pass.count * channels, by: gradientMap, into: target)
  }
}

extension ResamplingLayer: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    let plan: ResamplingPlan
    do { plan = try operation(for: input).plan } catch { throw .misfit(error) }
    return try DeviceResamplingLayer(plan, channels: input.channels, on: device)
  }
}

/// The greatest number of each window.
private final class DeviceMaxPooling: DeviceLayer {
  private let geometry: PoolingGeometry
  private var winners = GrowingBuffer()

  init(_ geometry: PoolingGeometry) { self.geometry = geometry }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    let windows = geometry.onDevice(images: pass.count)
    let winners = try winners.reserve(windows.outputCount, on: pass.device)
    try pass.device.greatest(windows, input, into: output, winners: winners)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    guard let target else { return }
    let windows = geometry.onDevice(images: pass.count)
    let winners = try winners.reserve(windows.outputCount, on: pass.device)
    try pass.device.greatestGradient(windows, gradient, winners: winners, into: target)
  }
}

extension MaxPool2d: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    do { return DeviceMaxPooling(try operation(for: input).geometry) } catch { throw .misfit(error) }
  }
}
