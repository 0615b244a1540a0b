internal import Devices
internal import TensorMath

/// A kind of layer that devices compute too.
protocol DeviceLayerKind: LayerKind {
  /// What it is on a device, for samples of a shape that fits; nil where its options ask for what devices lack.
  func deviceLayer(for input: SampleShape) -> DeviceLayer?
}

/// What a layer is on a device.
///
/// Samples lie in PyTorch's order there, so that a layer that puts them into another shape is nothing at all.
enum DeviceLayer {
  /// Multiplies by weights and adds a bias: a convolution, or one backwards; a linear layer is one over single pixels.
  case affine(DeviceConvolution, isTransposed: Bool, hasBias: Bool)
  /// Works number by number.
  case activation(Activation)
  /// Leaves every number where it is.
  case reshaping
}

extension LinearLayer: DeviceLayerKind {
  func deviceLayer(for input: SampleShape) -> DeviceLayer? {
    guard case .vector(let length) = input, case .vector(let features)? = try? outputShape(for: input) else {
      return nil
    }
    return .affine(
      Linear(inputs: length, outputs: features).onDevice, isTransposed: false,
      hasBias: parameters(for: input).count > 1)
  }
}

extension PointwiseActivation: DeviceLayerKind {
  func deviceLayer(for input: SampleShape) -> DeviceLayer? { .activation(activation) }
}

extension Flatten: DeviceLayerKind {
  func deviceLayer(for input: SampleShape) -> DeviceLayer? { .reshaping }
}

extension Unflatten: DeviceLayerKind {
  func deviceLayer(for input: SampleShape) -> DeviceLayer? { .reshaping }
}

extension Conv2d: DeviceLayerKind {
  /// A convolution, unless its border is of something else than zeros.
  func deviceLayer(for input: SampleShape) -> DeviceLayer? {
    guard takesZeros(around: input), let geometry = try? geometry(for: input) else { return nil }
    return .affine(geometry.onDevice, isTransposed: false, hasBias: parameters(for: input).count > 1)
  }
}

extension ConvTranspose2d: DeviceLayerKind {
  func deviceLayer(for input: SampleShape) -> DeviceLayer? {
    guard let geometry = try? geometry(for: input) else { return nil }
    return .affine(geometry.onDevice, isTransposed: true, hasBias: parameters(for: input).count > 1)
  }
}
