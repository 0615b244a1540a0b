import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing

/// Weights that were trained on images from 0 to 1 are given such images, wherever the model is used.
@Suite(.serialized) struct InputScaleTests {
  private func model() throws -> Autoencoder {
    var generator = RandomGenerator(seed: 3)
    return try Autoencoder(
      encoder: NetworkDescription(
        input: .image(channels: 1, height: 3, width: 3),
        layers: LayerTable.layers(["conv2d 2 kernel=3 padding=1", "relu", "flatten", "linear 4"])),
      decoder: NetworkDescription(
        input: .vector(4), layers: LayerTable.layers(["linear 9", "unflatten 1x3x3", "sigmoid"])),
      generator: &generator)
  }

  private func batch(_ values: [Float]) -> Batch {
    let batch = Batch(capacity: 2, shape: .image(channels: 1, height: 3, width: 3))
    batch.load(values, count: 2)
    return batch
  }

  @Test func modelsTakeBrightness() throws {
    let compute = ComputeContext(threads: 1)
    let normalised = (0..<18).map { Float($0) / 9 - 1 }
    let (model, other) = (try model(), try model())
    model.inputScale = .brightness
    let codes = model.encode(batch(normalised), compute: compute).rowMajor()
    #expect(codes == other.encode(batch(normalised.map { ($0 + 1) / 2 }), compute: compute).rowMajor())
    #expect(codes != other.encode(batch(normalised), compute: compute).rowMajor())
    // A step's gradient is that of such images too, against the same target.
    let objective = Objective(TermSum([WeightedTerm(weight: 1, term: Term("mse"))]))
    let loss = model.backpropagate(
      batch(normalised), objective: objective, pass: .training(compute, random: RandomStream(RandomGenerator(seed: 1))))
    let expected = other.backpropagate(
      batch(normalised.map { ($0 + 1) / 2 }), target: batch(normalised), objective: objective,
      pass: .training(compute, random: RandomStream(RandomGenerator(seed: 1))))
    #expect(loss == expected)
    #expect(model.gradients.values == other.gradients.values)
  }

  @Test func filesAndCopiesKeepIt() throws {
    let folder = try TemporaryFolder()
    let model = try model()
    model.inputScale = .brightness
    #expect(try model.copy().inputScale == .brightness)
    try model.save(to: folder.file("m.safetensors"))
    #expect(try Autoencoder.open(folder.file("m.safetensors")).inputScale == .brightness)
    let other = try self.model()
    try other.save(to: folder.file("other.safetensors"))
    #expect(try Autoencoder.open(folder.file("other.safetensors")).inputScale == .normalised)
    // A file that says it goes before what a model had.
    try model.load(WeightsFile(contentsOf: folder.file("other.safetensors")))
    #expect(model.inputScale == .normalised)
  }
}
