import Foundation
import NeuralNetworks
import TensorMath
import Testing

/// Files between Darkroom and PyTorch, each way; Tests/Peers/reference_tensors.py is the other side.
@Suite(.serialized) struct PeerFileTests {
  @Test func aFileOfPyTorchsOpensAndGivesItsOutputs() throws {
    let model = try Autoencoder.open("\(ParityTests.folder)/initial.safetensors")
    let file = try Safetensors(contentsOf: "\(ParityTests.folder)/outputs.safetensors")
    let images = Batch(capacity: 2, shape: model.imageShape)
    images.load(try file.floats("input", shape: [2, 3, 32, 32]), count: 2)
    let found = model.reconstruct(images, compute: ComputeContext(threads: 2)).rowMajor()
    let difference = zip(found, try file.floats("output", shape: [2, 3, 32, 32])).map { abs($0 - $1) }.max() ?? .nan
    #expect(difference < 1e-6)
  }

  /// Writes a model and its outputs for PyTorch to check.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["DARKROOM_PEER_FOLDER"] != nil))
  func aFileForPyTorch() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["DARKROOM_PEER_FOLDER"])
    let (encoder, decoder) = try NetworkDescription.article(latent: 200)
    var generator = RandomGenerator(seed: 11)
    let model = try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
    let count = 5
    let images = Batch(capacity: count, shape: model.imageShape)
    images.load((0..<(count * 3072)).map { _ in generator.uniform(from: -1, to: 1) }, count: count)
    let output = model.reconstruct(images, compute: ComputeContext(threads: 2))
    try model.save(to: folder + "/model.safetensors")
    try SafetensorsWriter.write(
      [
        SafetensorsWriter.Tensor(name: "input", shape: [count, 3, 32, 32], values: images.rowMajor()),
        SafetensorsWriter.Tensor(name: "output", shape: [count, 3, 32, 32], values: output.rowMajor()),
      ], metadata: [:], to: folder + "/model-outputs.safetensors")
  }
}
