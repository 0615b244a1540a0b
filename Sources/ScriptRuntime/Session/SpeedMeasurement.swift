import NeuralNetworks
import TensorMath

extension Session {
  /// How many floating-point operations a second a training makes here, measured in a few steps of the article's
  /// network; 0 where that fails.
  public func measuredOperationsPerSecond() -> Double {
    var generator = RandomGenerator(seed: 0)
    guard let (encoder, decoder) = try? NetworkDescription.article(latent: 200),
      let model = try? Autoencoder(
        encoder: encoder, decoder: decoder, generator: &generator, memory: settings.memoryLimit),
      let operations = try? model.description.operations()
    else { return 0 }
    let pass = Pass.training(compute, random: RandomStream(generator))
    let images = 64
    let batch = Batch(capacity: images, shape: encoder.input)
    batch.load([Float](repeating: 0.5, count: images * encoder.input.elementCount), count: images)
    _ = model.step(batch, optimizer: .adam, pass: pass)
    var fastest = Double.infinity
    for _ in 0..<3 {
      let start = settings.clock()
      _ = model.step(batch, optimizer: .adam, pass: pass)
      fastest = min(fastest, settings.clock() - start)
    }
    return fastest > 0 ? 3 * Double(operations) * Double(images) / fastest : 0
  }
}
