internal import Devices
internal import TensorMath

/// A network at work on a device: what its layers make, and the gradients of that, in its memory.
///
/// A rectifier behind a layer is computed with it where it is on the processor.
final class DeviceNetwork {
  private struct Stage {
    let layer: any DeviceLayer
    /// The layer's position in the description.
    let position: Int
    let rectifies: Bool
    let input, output: Int
    var made = GrowingBuffer()
    /// What went in and what came out, of the last batch, and how many samples that were.
    var passed: (input: DeviceBuffer, output: DeviceBuffer, count: Int)?
  }

  /// Where the arrays of the network's layers end in the model's.
  let end: (weight: Int, state: Int)
  private var stages: [Stage] = []
  private var gradients = [GrowingBuffer(), GrowingBuffer()]

  /// A network whose first arrays lie at these places of the model's.
  ///
  /// Throws where the device lacks a layer, or memory for a layer's tables.
  init(
    _ description: NetworkDescription, from first: (weight: Int, state: Int), on device: Device
  ) throws(DeviceError) {
    var place = first
    let planned: [StagePlan.Stage]
    do { planned = try StagePlan(description).stages } catch { throw .misfit(error) }
    for stage in planned {
      guard let kind = stage.kind as? any DeviceLayerKind else { throw .lacking("`\(stage.kind.script)`") }
      let arrays = DeviceArrays(stage.kind.parameters(for: stage.input), from: place)
      place = arrays.end
      guard let layer = try kind.makeDeviceLayer(input: stage.input, arrays: arrays, on: device) else { continue }
      stages.append(
        Stage(
          layer: layer, position: stage.layer, rectifies: stage.hasReLU, input: stage.input.elementCount,
          output: stage.output.elementCount))
    }
    end = place
  }

  /// What the network makes of samples, in memory that the next call overwrites.
  func forward(_ input: DeviceBuffer, _ pass: DevicePass) throws(DeviceError) -> DeviceBuffer {
    var value = input
    for index in stages.indices {
      let output = try stages[index].made.reserve(pass.count * stages[index].output, on: pass.device)
      try stages[index].layer.forward(value, into: output, rectifies: stages[index].rectifies, pass)
      stages[index].passed = (value, output, pass.count)
      value = output
    }
    return value
  }

  /// Leaves all weights' gradients for the last samples, and gives that of what went in where it is wanted.
  ///
  /// `gradient` may be overwritten.
  func backward(
    _ gradient: DeviceBuffer, wantsInput: Bool, _ pass: DevicePass
  ) throws(DeviceError) -> DeviceBuffer? {
    var gradient = gradient
    for index in stages.indices.reversed() {
      let stage = stages[index]
      guard let (input, output, _) = stage.passed else { preconditionFailure("There is no pass to go back over.") }
      if stage.rectifies {
        try pass.device.activationGradient(
          gradient, remembered: output, count: pass.count * stage.output, of: .relu, into: gradient)
      }
      let target: DeviceBuffer? =
        wantsInput || index > 0 ? try gradients[index % 2].reserve(pass.count * stage.input, on: pass.device) : nil
      try stage.layer.backward(gradient, input: input, output: output, into: target, pass)
      guard let target else { return nil }
      gradient = target
    }
    return gradient
  }

  /// The position of the first layer of the description whose output of the last batch holds what is no finite number.
  func firstNonFiniteLayer(on device: Device) throws(DeviceError) -> Int? {
    for stage in stages {
      guard let passed = stage.passed else { continue }
      var numbers = [Float](repeating: 0, count: passed.count * stage.output)
      try device.read(passed.output, count: numbers.count, into: &numbers)
      if !numbers.allSatisfy(\.isFinite) { return stage.position }
    }
    return nil
  }
}
