internal import Devices
internal import TensorMath

/// Multiplies by weights and adds a bias: a convolution, or one backwards; a linear layer is one over single pixels.
final class DeviceAffineLayer: DeviceLayer {
  private let shape: DeviceConvolution
  private let isTransposed: Bool
  private let weight: Int
  private let bias: Int?

  init(_ shape: DeviceConvolution, isTransposed: Bool = false, _ arrays: DeviceArrays) {
    self.shape = shape
    self.isTransposed = isTransposed
    (weight, bias) = (arrays.place("weight"), arrays["bias"])
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    let weights = DeviceWeights(pass.weights, place: weight, bias: bias)
    let shape = shape.of(images: pass.count)
    if isTransposed {
      try pass.device.scatter(shape, weights, maps: input, into: output, rectifies: rectifies)
    } else {
      try pass.device.gather(shape, weights, images: input, into: output, rectifies: rectifies)
    }
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    let (device, shape) = (pass.device, shape.of(images: pass.count))
    try device.weightGradient(
      shape, images: isTransposed ? gradient : input, maps: isTransposed ? input : gradient,
      into: DeviceWeights(pass.gradients, place: weight, bias: bias), workspace: pass.workspace)
    if let bias {
      let (channels, height, width) =
        isTransposed
        ? (shape.inputs, shape.inputHeight, shape.inputWidth) : (shape.outputs, shape.outputHeight, shape.outputWidth)
      try device.biasGradient(
        gradient, images: pass.count, channels: Int(channels), pixels: Int(height) * Int(width), into: pass.gradients,
        at: bias)
    }
    guard let target else { return }
    let weights = DeviceWeights(pass.weights, place: weight, bias: nil)
    if isTransposed {
      try device.gather(shape, weights, images: gradient, into: target)
    } else {
      try device.scatter(shape, weights, maps: gradient, into: target)
    }
  }
}

/// A layer whose images are padded first, by something else than zeros.
private final class DevicePaddedLayer: DeviceLayer {
  private let padding: DeviceResamplingLayer
  private let layer: any DeviceLayer
  private let padded: Int
  private var images = GrowingBuffer(), gradients = GrowingBuffer()

  init(_ padding: ImagePadding, before layer: any DeviceLayer, on device: Device) throws(DeviceError) {
    self.padding = try DeviceResamplingLayer(padding.plan, channels: padding.input.channels, on: device)
    self.layer = layer
    padded = padding.output.elementCount
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    let images = try images.reserve(pass.count * padded, on: pass.device)
    try padding.forward(input, into: images, rectifies: false, pass)
    try layer.forward(images, into: output, rectifies: rectifies, pass)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    let images = try images.reserve(pass.count * padded, on: pass.device)
    let own = target == nil ? nil : try gradients.reserve(pass.count * padded, on: pass.device)
    try layer.backward(gradient, input: images, output: output, into: own, pass)
    if let own { try padding.backward(own, input: input, output: images, into: target, pass) }
  }
}

extension LinearLayer: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    let output: SampleShape
    do { output = try outputShape(for: input) } catch { throw .misfit(error) }
    return DeviceAffineLayer(Linear(inputs: input.elementCount, outputs: output.elementCount).onDevice, arrays)
  }
}

extension Conv2d: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    let geometry: ConvolutionGeometry
    let padding: ImagePadding?
    do { (geometry, padding) = (try self.geometry(for: input), try paddingOperation(for: input)) } catch {
      throw .misfit(error)
    }
    let layer = DeviceAffineLayer(geometry.onDevice, arrays)
    guard let padding else { return layer }
    return try DevicePaddedLayer(padding, before: layer, on: device)
  }
}

extension ConvTranspose2d: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    do { return DeviceAffineLayer(try geometry(for: input).onDevice, isTransposed: true, arrays) } catch {
      throw .misfit(error)
    }
  }
}
