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

extension RMSProp: DeviceWeightUpdate {
  /// Updates the weights and what is remembered of their gradients.
  package func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device
  ) throws(DeviceError) {
    precondition(slots.count == self.slots, "\(slots.count) slots are there, and \(self.slots) are needed.")
    try device.rootMeanSquare(
      weights, gradients: gradients, squares: slots[0], means: isCentered ? slots[1] : nil,
      velocities: momentum == 0 ? nil : slots[slots.count - 1], count: count, rate: Float(rate),
      smoothing: Float(smoothing), weight: Float(1 - smoothing), momentum: Float(momentum), epsilon: Float(epsilon),
      decay: Float(decay))
  }
}

extension Adagrad: DeviceWeightUpdate {
  /// Updates the weights and their sums.
  package func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device
  ) throws(DeviceError) {
    precondition(slots.count == 1, "Adagrad keeps one sum.")
    try device.adaptiveDescent(
      weights, gradients: gradients, squares: slots[0], count: count,
      rate: Float(rate / (1 + Double(step - 1) * rateDecay)), epsilon: Float(epsilon), decay: Float(decay))
  }
}

extension GradientClipping {
  /// Clips so many gradients on a device.
  package func apply(
    to gradients: DeviceBuffer, count: Int, workspace: DeviceWorkspace, on device: Device
  ) throws(DeviceError) {
    switch self {
    case .norm(let greatest):
      try device.clip(gradients, count: count, norm: Float(greatest), workspace: workspace)
    case .value(let bound): try device.clip(gradients, count: count, bound: Float(bound))
    }
  }
}
