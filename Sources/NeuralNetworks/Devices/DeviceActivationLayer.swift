internal import Devices
internal import TensorMath

/// An activation that works number by number.
private final class DeviceActivationLayer: DeviceLayer {
  private let activation: Activation
  private let size: Int

  init(_ activation: Activation, size: Int) {
    self.activation = activation
    self.size = size
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    try pass.device.activate(input, count: pass.count * size, by: activation.onDevice, into: output)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    guard let target else { return }
    try pass.device.activationGradient(
      gradient, remembered: activation.backwardReadsOutput ? output : input, count: pass.count * size,
      of: activation.onDevice, into: target)
  }
}

extension PointwiseActivation: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    DeviceActivationLayer(activation, size: input.elementCount)
  }
}

/// A rectifier whose slopes are learnt.
private final class DevicePReLU: DeviceLayer {
  private let shape: SampleShape
  private let slopes, place: Int

  init(_ shape: SampleShape, slopes: Int, place: Int) {
    self.shape = shape
    self.slopes = slopes
    self.place = place
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    try bend(input, where: input, into: output, pass)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    try pass.device.bendGradient(
      gradient, values: input, images: pass.count, channels: shape.channels, pixels: shape.pixels, slopes: slopes,
      into: pass.gradients, at: place, workspace: pass.workspace)
    if let target { try bend(gradient, where: input, into: target, pass) }
  }

  private func bend(
    _ given: DeviceBuffer, where values: DeviceBuffer, into result: DeviceBuffer, _ pass: DevicePass
  ) throws(DeviceError) {
    try pass.device.bend(
      given, where: values, count: pass.count * shape.elementCount, pixels: shape.pixels, slopes: slopes,
      of: pass.weights, at: place, into: result)
  }
}

extension PReLU: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    DevicePReLU(input, slopes: parameters(for: input).reduce(0) { $0 + $1.count }, place: arrays.place("weight"))
  }
}

/// Shares of the channels of each pixel.
private final class DeviceSoftmax: DeviceLayer {
  private let shape: SampleShape

  init(_ shape: SampleShape) { self.shape = shape }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    try pass.device.softmax(
      input, images: pass.count, channels: shape.channels, pixels: shape.pixels, into: output)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    guard let target else { return }
    try pass.device.softmaxGradient(
      gradient, shares: output, images: pass.count, channels: shape.channels, pixels: shape.pixels, into: target)
  }
}

extension SoftmaxLayer: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    DeviceSoftmax(input)
  }
}
