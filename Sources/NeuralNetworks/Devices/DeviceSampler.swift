internal import Devices
internal import TensorMath

/// A bottleneck whose codes devices draw too.
protocol DeviceBottleneck: Bottleneck {
  /// What takes codes of so many numbers from what the heads make.
  func makeDeviceSampler(length: Int) -> DeviceGaussianSampler
}

extension VariationalBottleneck: DeviceBottleneck {
  func makeDeviceSampler(length: Int) -> DeviceGaussianSampler { DeviceGaussianSampler(length: length) }
}

/// Draws codes from means and variances on a device, by normal numbers that are drawn where the processor draws them.
final class DeviceGaussianSampler {
  private let length: Int
  private var drawn: [Float] = []
  private var codes = GrowingBuffer(), noise = GrowingBuffer(), gradients = GrowingBuffer()
  /// What the heads made of the last batch, and the numbers that its codes were drawn by.
  private var passed: (heads: DeviceBuffer, noise: DeviceBuffer?)?

  init(length: Int) { self.length = length }

  func forward(_ heads: DeviceBuffer, _ pass: DevicePass) throws(DeviceError) -> DeviceBuffer {
    let (device, count) = (pass.device, pass.count * length)
    let codes = try codes.reserve(count, on: device)
    var noise: DeviceBuffer?
    if let random = pass.random {
      if drawn.count != count { drawn = [Float](repeating: 0, count: count) }
      drawn.withUnsafeMutableBufferPointer { random.generator.fillNormal($0) }
      let sent = try self.noise.reserve(count, on: device)
      try device.write(drawn, count: count, to: sent)
      noise = sent
    }
    try device.sampleCode(heads, noise: noise, images: pass.count, length: length, into: codes)
    passed = (heads, noise)
    return codes
  }

  /// Leaves the sum of the term of the loss over the last images at a place.
  func measure(into sums: DeviceBuffer, at place: Int, _ pass: DevicePass) throws(DeviceError) {
    guard let passed else { preconditionFailure("There are no codes yet.") }
    try pass.device.divergence(
      passed.heads, images: pass.count, length: length, into: sums, at: place, workspace: pass.workspace)
  }

  /// The gradient of what the heads made, that of the term times `weight` among it.
  func backward(_ gradient: DeviceBuffer, weight: Double, _ pass: DevicePass) throws(DeviceError) -> DeviceBuffer {
    guard let passed, let noise = passed.noise else { preconditionFailure("There is no pass to go back over.") }
    let target = try gradients.reserve(2 * pass.count * length, on: pass.device)
    try pass.device.codeGradient(
      gradient, heads: passed.heads, noise: noise, images: pass.count, length: length,
      scale: Float(weight / Double(pass.count)), into: target)
    return target
  }
}
