internal import Devices
internal import TensorMath

/// Layers whose result is added to what went in, or to what another layer makes of it.
private final class DeviceResidualLayer: DeviceLayer {
  private let body: DeviceNetwork
  private let shortcut: (any DeviceLayer)?
  private let input, output: Int
  private var round = GrowingBuffer()

  init(_ body: DeviceNetwork, shortcut: (any DeviceLayer)?, input: Int, output: Int) {
    self.body = body
    self.shortcut = shortcut
    (self.input, self.output) = (input, output)
  }

  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass
  ) throws(DeviceError) {
    let count = pass.count * self.output
    let made = try body.forward(input, pass)
    var other = input
    if let shortcut {
      other = try round.reserve(count, on: pass.device)
      try shortcut.forward(input, into: other, rectifies: false, pass)
    }
    try pass.device.add(made, other, count: count, into: output, rectifies: rectifies)
  }

  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) {
    // The way round comes first, since layers inside may overwrite the gradient that they get.
    if let shortcut {
      try shortcut.backward(gradient, input: input, output: output, into: target, pass)
    } else if let target {
      try pass.device.copy(gradient, count: pass.count * self.input, into: target)
    }
    let inner = try body.backward(gradient, wantsInput: target != nil, pass)
    if let inner, let target { try pass.device.add(target, inner, count: pass.count * self.input, into: target) }
  }
}

extension Residual: DeviceLayerKind {
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)? {
    let output: SampleShape
    do { output = try outputShape(for: input) } catch { throw .misfit(error) }
    let body = try DeviceNetwork(network(input), from: arrays.first, on: device)
    var round: (any DeviceLayer)?
    if let shortcut = shortcut(for: input) {
      let own = DeviceArrays(shortcut.parameters(for: input), from: body.end)
      round = try (shortcut as? any DeviceLayerKind)?.makeDeviceLayer(input: input, arrays: own, on: device)
    }
    return DeviceResidualLayer(body, shortcut: round, input: input.elementCount, output: output.elementCount)
  }
}
