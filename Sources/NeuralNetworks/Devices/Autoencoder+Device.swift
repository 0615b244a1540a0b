internal import Devices
internal import TensorMath

extension Autoencoder {
  /// Brings the weights, and what the optimiser remembers, back from the device that took the last steps.
  ///
  /// Whoever trains on a device calls it before anything reads them. Where the device fails they stay as they were.
  package func bringHome() {
    guard let twin else { return }
    twin.device.attempt { () throws(DeviceError) in try twin.bringHome(to: self) }
    if twin.device.failure != nil { self.twin = nil }
  }

  /// Has the model on a device do something; where the device fails, the work is of no use, and the device keeps why.
  func onDevice<Made>(_ device: Device, _ work: (DeviceAutoencoder) throws(DeviceError) -> Made) -> Made? {
    // What a device that failed was trained to is lost.
    defer { if device.failure != nil { twin = nil } }
    return device.attempt { () throws(DeviceError) in
      let twin = try twin(on: device)
      try twin.takeWeights(of: self)
      return try work(twin)
    }
  }

  /// The model on a device, which brings home what another one was trained to.
  private func twin(on device: Device) throws(DeviceError) -> DeviceAutoencoder {
    if let twin, twin.device === device { return twin }
    bringHome()
    twin = nil
    let made = try DeviceAutoencoder(self, on: device)
    twin = made
    return made
  }

  /// A batch of zeros that stands for what a device failed to make.
  static func nothing(of shape: SampleShape, count: Int) -> Batch {
    let batch = Batch(capacity: max(count, 1), shape: shape)
    batch.count = count
    return batch
  }
}
