internal import Devices
internal import TensorMath

/// Numbers brought to mean 0 and variance 1, then scaled and shifted where there are weights.
private final class DeviceNormalizationLayer: DeviceLayer {
  /// What is normalised together.
  enum Unit {
    /// A channel over the batch, with running moments, which take a batch in by a share; nil for their plain mean.
    case batch(DeviceRunningMoments, share: Double?)
    case groups(Int)
    case sample
  }

  private let shape: SampleShape
  private let unit: Unit
  private let epsilon: Float
  private let scale: DeviceScale?
  private var statistics = GrowingBuffer()

  init(_ shape: SampleShape, _ unit: Unit, epsilon: Double, _ arrays: DeviceArrays) {
    self.shape = shape
    self.unit = unit
    self.epsilon = Float(epsilon)
    if let weight = arrays["weight"], let bias = arrays["bias"] {
      scale = DeviceScale(weight: weight, bias: bias)
    } else {
      scale = nil
    }
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    let (device, normalization) = (pass.device, normalization(pass.count))
    let own = try statistics.reserve(normalization.statisticCount, on: device)
    switch unit {
    case .batch(let running, _) where pass.random == nil:
      try device.recall(running, of: pass.state, channels: shape.channels, epsilon: epsilon, into: own)
    case .batch(let running, let share):
      try device.moments(normalization, input, epsilon: epsilon, into: own)
      let count = Double(pass.count * shape.pixels)
      try device.follow(
        own, channels: shape.channels, unbiased: Float(count / (count - 1)), share: share.map(Float.init), running,
        of: pass.state)
    case .groups, .sample:
      try device.moments(normalization, input, epsilon: epsilon, into: own)
    }
    try device.normalize(
      normalization, input, by: own, scale, of: pass.weights, into: output, rectifies: rectifies)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    let (device, normalization) = (pass.device, normalization(pass.count))
    let own = try statistics.reserve(normalization.statisticCount, on: device)
    if let scale {
      try device.scaleGradient(normalization, gradient, values: input, by: own, scale, into: pass.gradients)
    }
    guard let target else { return }
    try device.normalizationGradient(
      normalization, gradient, values: input, by: own, scale, of: pass.weights, into: target,
      workspace: pass.workspace)
  }

  private func normalization(_ images: Int) -> DeviceNormalization {
    switch unit {
    case .batch: .batch(images: images, channels: shape.channels, pixels: shape.pixels)
    case .groups(let groups): .groups(groups, images: images, channels: shape.channels, pixels: shape.pixels)
    case .sample: .sample(images: images, size: shape.elementCount)
    }
  }
}

extension BatchNorm: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    let operation = operation(for: input)
    let running = DeviceRunningMoments(
      means: arrays.place("running_mean"), variances: arrays.place("running_var"),
      batches: arrays.place("num_batches_tracked"))
    return DeviceNormalizationLayer(
      input, .batch(running, share: operation.momentum), epsilon: operation.epsilon, arrays)
  }
}

extension SampleNorm: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    DeviceNormalizationLayer(
      input, groupCount.map { .groups($0) } ?? .sample, epsilon: values[NormalizationOptions.epsilon], arrays)
  }
}
