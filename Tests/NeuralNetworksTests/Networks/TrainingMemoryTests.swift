import NeuralNetworks
import TensorMath
import TestSupport
import Testing

@Suite struct TrainingMemoryTests {
  @Test func aSmallModelTakesWhatItsPartsTake() throws {
    let memory = try TrainingMemory(
      encoder: NetworkDescription(.vector(4), ["linear 2"]), decoder: NetworkDescription(.vector(2), ["linear 4"]),
      batch: 17)
    // 22 weights; two blocks of 16 samples with 4 numbers an image, 2 a code and 4 an output, and two gradients of 4.
    #expect(memory.weights == 88)
    #expect(memory.gradients == 88)
    #expect(memory.optimizer == 176)
    #expect(memory.activations == 10 * 32 * 4)
    #expect(memory.activationGradients == 2 * 4 * 32 * 4)
    // One thread's scratch: two blocks of 16 samples with 16 numbers each, and room for one more.
    #expect(memory.workspace == 3 * 16 * 16 * 4)
    #expect(memory.kept == 88)
    #expect(memory.total == 88 + 88 + 88 + 176 + 1280 + 1024 + 3072)
  }

  /// Networks whose memory lies in different places: activations, weights, tables, intermediate results.
  static let networks: [(SampleShape, [String], [String])] = [
    (
      .image(channels: 3, height: 32, width: 32), ["conv2d 24 padding=1", "relu", "conv2d 5 stride=2", "gelu"],
      ["conv_transpose2d 24 stride=2 output_padding=1", "relu", "conv_transpose2d 3 padding=1"]
    ),
    (
      .image(channels: 1, height: 64, width: 64), ["flatten", "linear 300", "relu"],
      ["linear 4096", "tanh", "unflatten 1x64x64"]
    ),
    (
      .image(channels: 40, height: 32, width: 32), ["conv2d 40 kernel=15 padding=7"],
      ["conv_transpose2d 40 kernel=15 padding=7"]
    ),
  ]

  @Test(.enabled(if: AllocationCount.isPossible), arguments: networks.indices, [1, 3])
  func itIsWhatATrainingAllocates(row: Int, threads: Int) throws {
    let (shape, encoding, decoding) = Self.networks[row]
    let encoder = try NetworkDescription(shape, encoding)
    let decoder = try NetworkDescription(encoder.output(), decoding)
    let batch = 40
    _ = try withEachInstructionSet { instructions in
      let memory = try TrainingMemory(encoder: encoder, decoder: decoder, batch: batch, threads: threads)
      // A step by itself falls back on nothing.
      let expected = memory.total - memory.kept
      let compute = ComputeContext(threads: threads, instructions: instructions)
      var generator = RandomGenerator(seed: 3)
      let count = AllocationCount(on: compute.team)
      let images = Batch(generator.numbers(batch * shape.elementCount), count: batch, shape: shape)
      let model = try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
      _ = model.step(images, optimizer: .adam, pass: .test(compute))
      let found = count.bytes
      // Beside the numbers there are objects, and arrays that have grown beyond what they hold.
      #expect(abs(found - expected) < expected / 50 + 100_000, "\(found) bytes where \(expected) are foreseen")
    }
  }

  @Test func theArticlesModelHasPyTorchsNumberOfWeights() throws {
    let (encoder, decoder) = try NetworkDescription.article(latent: 200)
    #expect(try encoder.parameterCount() == 891_480)
    #expect(try decoder.parameterCount() == 895_315)
    let memory = try TrainingMemory(encoder: encoder, decoder: decoder, batch: 64)
    #expect(memory.weights == 4 * 1_786_795)
  }

  @Test func whatCannotBeCountedIsTheGreatestNumber() throws {
    let wide = try NetworkDescription(.vector(1 << 24), ["linear 16777216"])
    #expect(try TrainingMemory(encoder: wide, decoder: wide, batch: .max).total == .max)
    #expect(
      message { try AutoencoderDescription(encoder: wide, decoder: wide).check() }
        == "the model needs 11259027656802304 bytes to train, and 4398046511104 are there")
  }
}
