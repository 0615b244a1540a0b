import NeuralNetworks
import TensorMath

extension Session {
  /// How many floating-point operations a second a training makes here, measured in a few steps of the article's
  /// network; 0 where that fails.
  public func measuredOperationsPerSecond() -> Double {
    var generator = MersenneTwister(seed: 0)
    guard let (encoder, decoder) = try? NetworkDescription.article(latent: 200),
      let model = try? Autoencoder(
        encoder: encoder, decoder: decoder, generator: &generator, memory: settings.memoryLimit),
      let optimizer = try? OptimizerTable.row("adam")?.make(), let encoding = try? encoder.operations(),
      let decoding = try? decoder.operations()
    else { return 0 }
    let images = 64
    let batch = Batch(capacity: images, shape: encoder.input)
    batch.load([Float](repeating: 0.5, count: images * encoder.input.elementCount), count: images)
    _ = model.step(batch, loss: .mse, optimizer: optimizer, compute: compute)
    var fastest = Double.infinity
    for _ in 0..<3 {
      let start = settings.clock()
      _ = model.step(batch, loss: .mse, optimizer: optimizer, compute: compute)
      fastest = min(fastest, settings.clock() - start)
    }
    return fastest > 0 ? 3 * (Double(encoding) + Double(decoding)) * Double(images) / fastest : 0
  }
}
