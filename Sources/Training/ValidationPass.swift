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
  private let shared: SharedTraining?

  init(
    _ model: Autoencoder, _ images: any BatchSource, _ configuration: TrainingConfiguration, codeWeight: Double,
    random: RandomStream, compute: ComputeContext, stop: StopFlag, shared: SharedTraining? = nil
  ) {
    precondition(images.sampleShape == model.imageShape, "The model takes images of \(model.imageShape).")
    self.model = model
    self.images = images
    self.configuration = configuration
    self.codeWeight = codeWeight
    self.random = random
    self.compute = compute
    self.stop = stop
    self.shared = shared
    terms = LossTerms(configuration.objective, model.description.bottleneck)
    let capacity = max(1, min(configuration.batchSize, images.count))
    target = Batch(capacity: capacity, shape: images.sampleShape)
    corruption = configuration.corruptsValidation ? configuration.corruption?.prepared(for: images.sampleShape) : nil
    corrupted = corruption != nil ? Batch(capacity: capacity, shape: images.sampleShape) : nil
  }

  /// Goes through all images in their order; nil where a stop was asked for. `beta` is the weight of the bottleneck's term.
  ///
  /// Several processes take the batches by turns, and tell each other what they measured.
  func run(beta: Double) -> Result? {
    random.generator.skipLoaderSeed()
    let batches = (images.count + configuration.batchSize - 1) / configuration.batchSize
    let turns = shared?.processes
    var rows: [Double] = []
    rows.reserveCapacity(batches * width)
    var wasStopped = false
    for batch in 0..<batches {
      wasStopped = stop.isSet
      guard !wasStopped else { break }
      let isOwn = turns?.does(batch) ?? true
      // What is drawn for the batches of others is drawn here too.
      guard isOwn || corruption != nil else { continue }
      let first = batch * configuration.batchSize
      let count = min(configuration.batchSize, images.count - first)
      if corruption == nil {
        images.send(target, count: count, compute: compute) { first + $0 }
      } else {
        images.fill(target, count: count, compute: compute) { first + $0 }
      }
      let input = input()
      if isOwn { measure(input, beta: beta, into: &rows) }
    }
    if turns?.agree(wasStopped) ?? wasStopped { return nil }
    return result(of: turns?.gather(rows, pieces: batches, width: width) ?? rows)
  }

  /// The numbers of a batch: its loss, the terms of it, and of each metric the sum over the images.
  private var width: Int { 1 + terms.names.count + configuration.metrics.count }

  /// Adds the numbers of the batch under way to those before.
  private func measure(_ input: Batch, beta: Double, into rows: inout [Double]) {
    let (loss, metrics) = model.evaluate(
      input, target: target, objective: configuration.objective, codeWeight: codeWeight * beta, terms: terms,
      measures: configuration.metrics.map { $0.measure(on: configuration.objective.scale) }, compute: compute)
    rows.append(loss)
    rows += terms.values
    rows += metrics.map { $0.reduce(0, +) }
  }

  /// What the numbers of all batches, in their order, come to.
  private func result(of rows: [Double]) -> Result {
    var result = Result(terms: terms.names.map { ($0, []) })
    var sums = [Double](repeating: 0, count: configuration.metrics.count)
    for first in stride(from: 0, to: rows.count, by: width) {
      result.losses.append(Float(rows[first]))
      for index in result.terms.indices { result.terms[index].values.append(Float(rows[first + 1 + index])) }
      for index in sums.indices { sums[index] += rows[first + 1 + result.terms.count + index] }
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
