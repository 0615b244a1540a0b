import NeuralNetworks
import TensorMath
import Testing

@Suite struct TrainingMemoryTests {
  @Test func aSmallModelTakesWhatItsPartsTake() throws {
    let memory = try TrainingMemory(
      encoder: NetworkDescription(.vector(4), ["linear 2"]), decoder: NetworkDescription(.vector(2), ["linear 4"]),
      batch: 17)
    // 22 weights; 4 + 2 + 2 + 4 numbers for two blocks of 16 samples, and as many gradients.
    #expect(memory.weights == 88)
    #expect(memory.gradients == 88)
    #expect(memory.optimizer == 176)
    #expect(memory.activations == 12 * 32 * 8)
    #expect(memory.total == 3424)
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
      message { try Autoencoder.check(encoder: wide, decoder: wide) }
        == "the model needs 9007234151350272 bytes to train, and 4398046511104 are there")
  }
}
