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

  /// As on the processor, but that the gradients stay on the device; no number where it fails.
  func backpropagate(
    _ images: Batch, target: Batch, objective: Objective, codeWeight: Double, terms: LossTerms?,
    random: RandomStream, on device: Device
  ) -> Double {
    let scales = DeviceAutoencoder.Scales(input: inputScale, output: scale)
    let losses = onDevice(device) { (twin) throws(DeviceError) in
      try twin.backpropagate(
        images, target: target, objective: objective, scales: scales, codeWeight: codeWeight, random: random)
    }
    return losses.map { $0.sum(objective, codeWeight: codeWeight, terms: terms) } ?? .nan
  }

  /// As on the processor; no numbers where the device fails.
  func evaluate(
    _ images: Batch, target: Batch, objective: Objective, codeWeight: Double, terms: LossTerms?,
    measures: [ImageMeasure], on device: Device
  ) -> (loss: Double, measures: [[Double]]) {
    let scales = DeviceAutoencoder.Scales(input: inputScale, output: scale)
    let found = onDevice(device) { (twin) throws(DeviceError) in
      try twin.evaluate(images, target: target, objective: objective, scales: scales, measures: measures)
    }
    guard let found else { return (.nan, measures.map { _ in [Double](repeating: .nan, count: images.count) }) }
    return (found.losses.sum(objective, codeWeight: codeWeight, terms: terms), found.measures)
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

extension DeviceAutoencoder {
  /// The first layer of either network that made something else than finite numbers; none where the device fails.
  var firstNonFinite: (encoder: Int?, decoder: Int?) {
    device.attempt { () throws(DeviceError) in try firstNonFiniteLayer() } ?? (nil, nil)
  }
}

extension DeviceAutoencoder.Losses {
  /// The whole, of which the terms take note.
  fileprivate func sum(_ objective: Objective, codeWeight: Double, terms: LossTerms?) -> Double {
    let reconstruction = zip(parts, objective.parts).reduce(0) { $0 + $1.1.weight * $1.0 }
    parts.withUnsafeBufferPointer { terms?.note($0, reconstruction: reconstruction, code: code) }
    return reconstruction + (code.map { codeWeight * $0 } ?? 0)
  }
}
