internal import Devices
internal import TensorMath

/// Numbers or whole channels that are left out at random: the mask is drawn where the processor draws it, a bit a
/// number, and sent.
private final class DeviceDropoutLayer: DeviceLayer {
  private let shape: SampleShape
  private let dropout: Dropout
  private let mask = DropoutMask()
  private var words = GrowingBuffer()
  private var sent: DeviceBuffer?

  init(_ shape: SampleShape, _ dropout: Dropout) {
    self.shape = shape
    self.dropout = dropout
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    guard let random = pass.random else {
      return try pass.device.copy(input, count: pass.count * shape.elementCount, into: output)
    }
    dropout.draw(mask, samples: pass.count, of: shape, from: &random.generator)
    let bytes = mask.bytes
    let words = try words.reserve((bytes.count + 3) / 4, on: pass.device)
    try pass.device.write(bytes, to: words)
    sent = words
    try apply(input, into: output, pass)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    if let target { try apply(gradient, into: target, pass) }
  }

  private func apply(_ values: DeviceBuffer, into result: DeviceBuffer, _ pass: DevicePass) throws(DeviceError) {
    guard let sent else { preconditionFailure("There is no mask yet.") }
    try pass.device.mask(
      values, by: sent, images: pass.count, channels: shape.channels, pixels: shape.pixels,
      isOfChannels: dropout.unit == .channel, scale: dropout.scale, into: result)
  }
}

extension DropoutLayer: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    DeviceDropoutLayer(input, operation)
  }
}
