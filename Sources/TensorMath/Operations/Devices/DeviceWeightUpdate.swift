package import Devices

/// An optimiser whose steps devices take too.
package protocol DeviceWeightUpdate: WeightUpdate {
  /// Updates so many weights on a device, and what is remembered of them, as ``WeightUpdate`` does on the processor.
  func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device) throws(DeviceError)
}

extension GradientDescent: DeviceWeightUpdate {
  /// Updates the weights and their velocities.
  package func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device
  ) throws(DeviceError) {
    try device.descent(
      weights, gradients: gradients, slots: slots, count: count, rate: Float(rate), momentum: Float(momentum),
      looksAhead: isNesterov, decay: Float(decay))
  }
}
