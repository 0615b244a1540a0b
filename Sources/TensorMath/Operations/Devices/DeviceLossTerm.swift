package import Devices

/// A loss that devices compute too.
package protocol DeviceLossTerm: LossTerm {
  /// Leaves at a place of `sums` a number from which ``value(of:images:)`` tells the loss, and where a place is given for
  /// it the gradient.
  func measure(
    _ images: DevicePair, gradient: DeviceGradientPlace?, into sums: DeviceBuffer, at place: Int,
    workspace: DeviceWorkspace, on device: Device) throws(DeviceError)

  /// The loss.
  func value(of sum: Double, images: DevicePair) -> Double
}

/// Predictions and targets on a device, sample by sample.
package struct DevicePair {
  package let predictions, targets: DeviceBuffer
  /// The shape of a sample, and how many there are.
  package let shape: SampleShape
  package let count: Int

  /// So many samples of a shape.
  package init(predictions: DeviceBuffer, targets: DeviceBuffer, shape: SampleShape, count: Int) {
    self.predictions = predictions
    self.targets = targets
    self.shape = shape
    self.count = count
  }

  var numbers: Int { count * shape.elementCount }

  var images: DeviceImages {
    let (channels, height, width) = shape.extents
    return DeviceImages(images: count, channels: channels, height: height, width: width)
  }
}

/// Where a term of an objective leaves its gradient on a device, and with which weight.
package struct DeviceGradientPlace {
  let buffer: DeviceBuffer
  let weight: Double
  let isAdded: Bool

  /// Room for a gradient, which is added to what is there where that is asked for.
  package init(_ buffer: DeviceBuffer, weight: Double, isAdded: Bool) {
    self.buffer = buffer
    self.weight = weight
    self.isAdded = isAdded
  }

  /// The same for kernels, which multiply by a scale that the weight is part of.
  func scaled(by factor: Double) -> DeviceGradient {
    DeviceGradient(buffer, scale: Float(weight * factor), isAdded: isAdded)
  }
}

extension ElementwiseLoss: DeviceLossTerm {
  private var onDevice: DeviceLoss {
    switch self {
    case .squaredError: .squaredError
    case .absoluteError: .absoluteError
    case .huber(let delta): .huber(delta: delta)
    case .crossEntropy: .crossEntropy
    }
  }

  /// Leaves the sum over all numbers.
  package func measure(
    _ images: DevicePair, gradient: DeviceGradientPlace?, into sums: DeviceBuffer, at place: Int,
    workspace: DeviceWorkspace, on device: Device
  ) throws(DeviceError) {
    try device.measure(
      onDevice, images.predictions, targets: images.targets, count: images.numbers,
      gradient: gradient?.scaled(by: 1 / Double(images.numbers)), into: sums, at: place, workspace: workspace)
  }

  /// The mean.
  package func value(of sum: Double, images: DevicePair) -> Double { sum / Double(images.numbers) }
}

extension StructuralSimilarity: DeviceLossTerm {
  /// Leaves the sum over all windows.
  package func measure(
    _ images: DevicePair, gradient: DeviceGradientPlace?, into sums: DeviceBuffer, at place: Int,
    workspace: DeviceWorkspace, on device: Device
  ) throws(DeviceError) {
    try device.similarity(
      images.predictions, targets: images.targets, images.images, range: Float(range), byImage: false,
      gradient: gradient?.scaled(by: -1 / (Double(images.count) * windows(images.shape))), into: sums, at: place,
      workspace: workspace)
  }

  /// One less the mean.
  package func value(of sum: Double, images: DevicePair) -> Double {
    1 - sum / (Double(images.count) * windows(images.shape))
  }
}
