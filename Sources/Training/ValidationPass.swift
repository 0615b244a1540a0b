internal import Basics
internal import Datasets
internal import NeuralNetworks
internal import TensorMath

/// Measures a model on images that it does not learn, batch by batch.
final class ValidationPass {
  /// What a pass over all images measured.
  struct Result {
    /// The loss of every batch.
    var losses: [Float] = []
    /// What each term of the loss was for every batch.
    var terms: [(name: String, values: [Float])]
    /// The mean of each metric over all images.
    var metrics: [(name: String, value: Double)] = []
  }

  private let model: Autoencoder
  private let images: any BatchSource
  private let configuration: TrainingConfiguration
  private let codeWeight: Double
  private let random: RandomStream
  private let compute: ComputeContext
  private let stop: StopFlag
  private let terms: LossTerms
  private let target: Batch
  private let corruption: (any Corruption)?
  private let corrupted: Batch?

  init(
    _ model: Autoencoder, _ images: any BatchSource, _ configuration: TrainingConfiguration, codeWeight: Double,
    random: RandomStream, compute: ComputeContext, stop: StopFlag
  ) {
    precondition(images.sampleShape == model.imageShape, "The model takes images of \(model.imageShape).")
    self.model = model
    self.images = images
    self.configuration = configuration
    self.codeWeight = codeWeight
    self.random = random
    self.compute = compute
    self.stop = stop
    terms = LossTerms(configuration.objective, model.description.bottleneck)
    let capacity = max(1, min(configuration.batchSize, images.count))
    target = Batch(capacity: capacity, shape: images.sampleShape)
    corruption = configuration.corruptsValidation ? configuration.corruption?.prepared(for: images.sampleShape) : nil
    corrupted = corruption != nil ? Batch(capacity: capacity, shape: images.sampleShape) : nil
  }

  /// Goes through all images in their order; nil where a stop was asked for. `beta` is the weight of the bottleneck's term.
  func run(beta: Double) -> Result? {
    var result = Result(terms: terms.names.map { ($0, []) })
    var sums = [Double](repeating: 0, count: configuration.metrics.count)
    random.generator.skipLoaderSeed()
    for first in stride(from: 0, to: images.count, by: configuration.batchSize) {
      if stop.isSet { return nil }
      let count = min(configuration.batchSize, images.count - first)
      images.fill(target, count: count, compute: compute) { first + $0 }
      let loss = model.evaluate(
        input(), target: target, objective: configuration.objective, codeWeight: codeWeight * beta, terms: terms,
        compute: compute
      ) { prediction, target in
        for (index, metric) in configuration.metrics.enumerated() {
          let values = metric.values(
            prediction, target: target, scale: configuration.objective.scale, compute: compute)
          sums[index] += values.reduce(0, +)
        }
      }
      result.losses.append(Float(loss))
      for index in result.terms.indices { result.terms[index].values.append(Float(terms.values[index])) }
    }
    result.metrics = zip(configuration.metrics, sums).map { ($0.name, $1 / Double(images.count)) }
    return result
  }

  /// What the model sees of the images: themselves, unless they are to be corrupted.
  private func input() -> Batch {
    guard let corrupted, let corruption else { return target }
    corruption.corrupt(target, into: corrupted, random: random, compute: compute)
    return corrupted
  }
}
