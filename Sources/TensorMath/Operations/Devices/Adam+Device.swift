package import Devices

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Adam: DeviceWeightUpdate {
  /// Updates the weights and their moments.
  package func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device
  ) throws(DeviceError) {
    let (added, shrinkage): (Double, Double) =
      switch decay {
      case .added(let factor): (factor, 1)
      case .decoupled(let part): (0, 1 - rate * part)
      }
    try device.adam(
      weights, gradients: gradients, slots: slots, count: count,
      Device.AdamNumbers(
        firstWeight: Float(1 - firstDecay), secondDecay: Float(secondDecay), secondWeight: Float(1 - secondDecay),
        stepSize: Float(rate / (1 - pow(firstDecay, Double(step)))),
        rootCorrection: Float((1 - pow(secondDecay, Double(step))).squareRoot()), epsilon: Float(epsilon),
        decay: Float(added), shrinkage: Float(shrinkage)))
  }
}
