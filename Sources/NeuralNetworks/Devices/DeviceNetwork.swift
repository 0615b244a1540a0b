internal import Devices
internal import TensorMath

/// A network at work on a device: what its layers make, and the gradients of that, in its memory.
///
/// A rectifier behind a layer with weights is computed with it, as on the processor.
final class DeviceNetwork {
  fileprivate struct Stage {
    let layer: DeviceLayer
    let rectifies: Bool
    /// Where its weights begin among those of the model.
    let place: Int
    let input, output: Int
    var made = GrowingBuffer()
    /// What went in and what came out, of the last batch.
    var passed: (input: DeviceBuffer, output: DeviceBuffer)?
  }

  private let device: Device
  private var stages: [Stage] = []
  private var gradients = [GrowingBuffer(), GrowingBuffer()]
  private var scratch = GrowingBuffer()

  /// A network whose weights begin at a place of the model's.
  ///
  /// Throws where the device lacks a layer.
  init(_ description: NetworkDescription, firstWeight: Int, on device: Device) throws(DeviceError) {
    self.device = device
    var place = firstWeight
    let planned: [StagePlan.Stage]
    do { planned = try StagePlan(description).stages } catch { throw .notCovered("\(error)") }
    for stage in planned {
      guard let layer = (stage.kind as? any DeviceLayerKind)?.deviceLayer(for: stage.input) else {
        throw .lacking("`\(stage.kind.script)`")
      }
      let weights = stage.kind.parameters(for: stage.input).reduce(0) { $0 + $1.count }
      defer { place += weights }
      // What leaves every number where it is takes no memory and no time.
      if case .reshaping = layer, !stage.hasReLU { continue }
      stages.append(
        Stage(
          layer: layer, rectifies: stage.hasReLU, place: place, input: stage.input.elementCount,
          output: stage.output.elementCount))
    }
  }

  /// What the network makes of so many samples, in memory that the next call overwrites.
  func forward(_ input: DeviceBuffer, count: Int, weights: DeviceBuffer) throws(DeviceError) -> DeviceBuffer {
    var value = input
    for index in stages.indices {
      let stage = stages[index]
      let output = try stages[index].made.reserve(count * stage.output, on: device)
      switch stage.layer {
      case .affine(let shape, let isTransposed, let hasBias):
        let (shape, own) = (shape.of(images: count), stage.weights(in: weights, shape, hasBias))
        if isTransposed {
          try device.scatter(shape, own, maps: value, into: output, rectifies: stage.rectifies)
        } else {
          try device.gather(shape, own, images: value, into: output, rectifies: stage.rectifies)
        }
      case .activation(let activation):
        try device.activate(value, count: count * stage.output, by: activation.onDevice, into: output)
      case .reshaping:
        try device.activate(value, count: count * stage.output, by: .relu, into: output)
      }
      stages[index].passed = (value, output)
      value = output
    }
    return value
  }

  /// Leaves all weights' gradients for the last samples, and gives that of what went in where it is wanted.
  ///
  /// `gradient` is overwritten.
  func backward(
    _ gradient: DeviceBuffer, count: Int, weights: DeviceBuffer, into weightGradients: DeviceBuffer, wantsInput: Bool
  ) throws(DeviceError) -> DeviceBuffer? {
    var gradient = gradient
    for index in stages.indices.reversed() {
      let stage = stages[index]
      guard let (input, output) = stage.passed else { preconditionFailure("There is no pass to go back over.") }
      let isWanted = wantsInput || index > 0
      if stage.rectifies {
        try device.activationGradient(
          gradient, remembered: output, count: count * stage.output, of: .relu, into: gradient)
      }
      let target: DeviceBuffer? =
        isWanted ? try gradients[index % 2].reserve(count * stage.input, on: device) : nil
      switch stage.layer {
      case .affine(let shape, let isTransposed, let hasBias):
        try affineGradients(
          stage, shape.of(images: count), isTransposed: isTransposed, hasBias: hasBias, input: input,
          gradient: gradient, weights: weights, weightGradients: weightGradients, into: target)
      case .activation(let activation):
        guard let target else { return nil }
        try device.activationGradient(
          gradient, remembered: activation.backwardReadsOutput ? output : input, count: count * stage.output,
          of: activation.onDevice, into: target)
      case .reshaping:
        // Its rectifier was gone back over already.
        continue
      }
      guard let target else { return nil }
      gradient = target
    }
    return gradient
  }

  private func affineGradients(
    _ stage: Stage, _ shape: DeviceConvolution, isTransposed: Bool, hasBias: Bool, input: DeviceBuffer,
    gradient: DeviceBuffer, weights: DeviceBuffer, weightGradients: DeviceBuffer, into target: DeviceBuffer?
  ) throws(DeviceError) {
    let own = stage.weights(in: weightGradients, shape, hasBias)
    try device.weightGradient(
      shape, images: isTransposed ? gradient : input, maps: isTransposed ? input : gradient, into: own,
      scratch: &scratch)
    if let place = own.bias {
      let (channels, height, width) =
        isTransposed
        ? (shape.inputs, shape.inputHeight, shape.inputWidth) : (shape.outputs, shape.outputHeight, shape.outputWidth)
      try device.biasGradient(
        gradient, images: Int(shape.images), channels: Int(channels), pixels: Int(height) * Int(width),
        into: weightGradients, at: place)
    }
    guard let target else { return }
    let weights = stage.weights(in: weights, shape, false)
    if isTransposed {
      try device.gather(shape, weights, images: gradient, into: target)
    } else {
      try device.scatter(shape, weights, maps: gradient, into: target)
    }
  }
}

extension DeviceNetwork.Stage {
  /// The layer's part of all weights, or of their gradients.
  fileprivate func weights(in all: DeviceBuffer, _ shape: DeviceConvolution, _ hasBias: Bool) -> DeviceWeights {
    DeviceWeights(all, place: place, bias: hasBias ? place + shape.weightCount : nil)
  }
}
