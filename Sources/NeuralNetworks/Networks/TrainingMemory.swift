internal import TensorMath

/// The bytes that training a model takes, known before anything is allocated.
public struct TrainingMemory: Hashable, Sendable {
  /// Weights.
  public let weights: Int
  /// Their gradients.
  public let gradients: Int
  /// What the optimiser remembers: two numbers a weight.
  public let optimizer: Int
  /// Activations and their gradients for one batch.
  public let activations: Int

  /// Everything; the greatest integer when it cannot be counted.
  public var total: Int {
    weights.plusSaturating(gradients).plusSaturating(optimizer).plusSaturating(activations)
  }

  /// The memory for an encoder and a decoder over batches of `batch` samples.
  public init(encoder: NetworkDescription, decoder: NetworkDescription, batch: Int) throws(NetworkShapeError) {
    let count = try encoder.parameterCount().plusSaturating(decoder.parameterCount())
    weights = count.timesSaturating(4)
    gradients = weights
    optimizer = count.timesSaturating(8)
    let samples = max(batch, 1).plusSaturating(15) / 16 * 16
    let numbers = (try encoder.shapes() + decoder.shapes()).reduce(0) { $0.plusSaturating($1.elementCount) }
    activations = numbers.timesSaturating(samples).timesSaturating(8)
  }
}
