import Foundation
import NeuralNetworks
import TensorMath
import Testing

/// A step of training from PyTorch's stored state; Tests/Peers/reference_tensors.py makes the files.
///
/// The folder that DARKROOM_PARITY_FIXTURES names, made at full width, is tested instead where it is set.
@Suite(.serialized) struct ParityTests {
  static let folder =
    ProcessInfo.processInfo.environment["DARKROOM_PARITY_FIXTURES"]
    ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").path

  @Test(arguments: [1, 10, 100]) func stepAgreesWithPyTorch(step: Int) throws {
    let file = try Safetensors(contentsOf: "\(Self.folder)/step-\(step).safetensors")
    let width = try #require(file.entries["encoder.net.0.weight"]?.shape[0])
    let latent = try #require(file.entries["encoder.net.13.weight"]?.shape[0])
    let (encoder, decoder) = try NetworkDescription.article(latent: latent, width: width)
    let model = try Autoencoder(AutoencoderDescription(encoder: encoder, decoder: decoder))
    var first: [Float] = []
    var second: [Float] = []
    for (name, parameter) in model.namedParameters {
      for (place, value) in try file.floats(name, shape: parameter.description.shape).enumerated() {
        parameter.values[place] = value
      }
      first += try file.floats("m." + name)
      second += try file.floats("v." + name)
    }
    model.restore(Adam(), step: step - 1, slots: [first, second])
    let pixels = try file.unsignedBytes("images")
    let batch = Batch(capacity: pixels.count / 3072, shape: .image(channels: 3, height: 32, width: 32))
    pixels.withUnsafeBufferPointer { batch.loadBytes($0, indices: 0..<(pixels.count / 3072)) }
    let compute = ComputeContext(threads: 2)
    let loss = model.step(batch, optimizer: .adam, pass: .test(compute))
    let expected = try #require(file.metadata["exact_loss"].flatMap(Double.init))
    #expect(abs(loss - expected) < 1e-6)
    var error = 0.0
    var norm = 0.0
    var largest: Float = 0
    for (name, parameter) in model.namedParameters {
      for (place, exact) in try file.floats("gradient." + name).enumerated() {
        let difference = Double(parameter.gradient[place] - exact)
        error += difference * difference
        norm += Double(exact) * Double(exact)
      }
      for (place, after) in try file.floats("after." + name).enumerated() {
        largest = max(largest, abs(parameter.values[place] - after))
      }
    }
    let relative = (error / norm).squareRoot()
    #expect(relative < 2e-5)
    #expect(largest < 1e-5)
    try Self.note(
      "step \(step): loss differs by \(abs(loss - expected)), gradients by \(relative), weights by \(largest)")
  }

  @Test func initialWeightsAreTorchs() throws {
    let file = try Safetensors(contentsOf: "\(Self.folder)/initial.safetensors")
    let width = try #require(file.entries["encoder.net.0.weight"]?.shape[0])
    let latent = try #require(file.entries["encoder.net.13.weight"]?.shape[0])
    let (encoder, decoder) = try NetworkDescription.article(latent: latent, width: width)
    var generator = RandomGenerator(seed: 0)
    let model = try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
    var furthest = 0
    for (name, parameter) in model.namedParameters {
      let expected = try file.floats(name, shape: parameter.description.shape)
      for (place, value) in expected.enumerated() {
        let found = parameter.values[place]
        furthest = max(furthest, Int(abs(found - value) / value.ulp))
      }
    }
    #expect(furthest <= 1)
    try Self.note("initial weights differ by \(furthest) ulp at most")
  }

  /// Adds a line to the file that DARKROOM_PARITY_NOTES names, if it is set.
  private static func note(_ line: String) throws {
    guard let path = ProcessInfo.processInfo.environment["DARKROOM_PARITY_NOTES"] else { return }
    let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try (before + line + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}
