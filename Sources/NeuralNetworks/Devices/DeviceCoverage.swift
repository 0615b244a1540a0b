package import Devices
internal import TensorMath

extension AutoencoderDescription {
  /// Throws where a device cannot compute the model: names the layer or the bottleneck, and the way out.
  package func checkDevice() throws(DeviceError) {
    if bottleneck.makeSampler(code: decoder.input) != nil, !(bottleneck is any DeviceBottleneck) {
      throw .lacking("the bottleneck `\(bottleneck.term.name)`")
    }
    let whole: NetworkDescription
    // Parts that do not fit each other are told where they are put together.
    do { whole = try encoderWithHeads() } catch { return }
    for (name, network) in [("encoder", whole), ("decoder", decoder)] {
      guard let leaves = try? network.leaves() else { return }
      for leaf in leaves { try leaf.checkDevice(network: name, number: leaf.layer + 1) }
    }
  }
}

extension NetworkDescription.Leaf {
  /// Throws where a device cannot compute the layer, or one inside.
  fileprivate func checkDevice(network: String, number: Int) throws(DeviceError) {
    let place = LayerPlace(network: network, number: number, script: kind.script)
    guard kind is any DeviceLayerKind else { throw .lacking("\(place)") }
    let greatest = max(input.elementCount, output.elementCount, parameters.reduce(0) { $0 + $1.count })
    guard greatest <= Device.mostNumbers else {
      throw .notCovered("\(place) is too large for a device: choose `device cpu`")
    }
    guard let inside = try? NetworkDescription(input: input, layers: kind.body).leaves() else { return }
    for leaf in inside { try leaf.checkDevice(network: network, number: number) }
  }
}

extension Objective {
  /// Throws where a device cannot compute a loss of it: names it, and the way out.
  package func checkDevice() throws(DeviceError) {
    for part in parts where !(part.term is any DeviceLossTerm) { throw .lacking("the loss `\(part.name)`") }
  }
}

extension Optimizer {
  /// Throws where a device cannot take its steps: names it, and the way out.
  package func checkDevice() throws(DeviceError) {
    if !(rule is any DeviceWeightUpdate) { throw .lacking("the optimiser `\(rule.name)`") }
  }
}

extension DeviceError {
  /// What is not computed on devices yet, and the way out.
  package static func lacking(_ what: String) -> DeviceError {
    .notCovered("\(what) is not computed on a device yet: choose `device cpu`")
  }
}

extension AdamW: DeviceWeightUpdate {
  func update(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, step: Int, rate: Double,
    on device: Device
  ) throws(DeviceError) {
    try adam.update(
      weights, gradients: gradients, slots: slots, count: count, step: step, rate: rate, on: device)
  }
}
