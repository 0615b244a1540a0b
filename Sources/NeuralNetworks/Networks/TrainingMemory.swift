internal import Basics
internal import TensorMath

/// The bytes that training a model takes, known before anything is allocated.
///
/// A test compares it with what a training really allocates.
public struct TrainingMemory: Hashable, Sendable {
  /// Weights.
  public let weights: Int
  /// Their gradients.
  public let gradients: Int
  /// What the optimiser remembers: two numbers a weight.
  public let optimizer: Int
  /// The images of one batch, and every activation.
  public let activations: Int
  /// The gradients of activations, which pass through two buffers by turns.
  public let activationGradients: Int
  /// The layers' tables, and the threads' memory for intermediate results.
  public let workspace: Int

  /// Everything; the greatest integer when it cannot be counted.
  public var total: Int {
    [weights, gradients, optimizer, activations, activationGradients, workspace].reduce(0) { $0.plusSaturating($1) }
  }

  /// The memory for an encoder and a decoder over batches of `batch` samples, on so many threads.
  public init(
    encoder: NetworkDescription, decoder: NetworkDescription, batch: Int, threads: Int = 1
  ) throws(NetworkShapeError) {
    let count = try encoder.parameterCount().plusSaturating(decoder.parameterCount())
    weights = count.timesSaturating(4)
    gradients = weights
    optimizer = count.timesSaturating(8)
    let (encoding, decoding) = (try StagePlan(encoder), try StagePlan(decoder))
    // Blocks of samples, the last one padded, of four bytes a number.
    let sampleBytes = (max(batch, 1).plusSaturating(15) / 16 * 16).timesSaturating(4)
    activations = encoder.input.elementCount.plusSaturating(encoding.activationCount)
      .plusSaturating(decoding.activationCount).timesSaturating(sampleBytes)
    let greatest = max(
      decoding.stages.last?.output.elementCount ?? 0, decoding.greatestGradientCount(wantsInput: true),
      encoding.greatestGradientCount(wantsInput: false))
    activationGradients = greatest.timesSaturating(2).timesSaturating(sampleBytes)
    var (tables, shared, scratch) = (0, 0, 0)
    let layers = [zip(encoder.layers, try encoder.shapes()), zip(decoder.layers, try decoder.shapes())]
    for (layer, input) in layers.joined() {
      let memory = layer.memory(for: input, batch: batch)
      tables = tables.plusSaturating(memory?.tables ?? .max)
      shared = max(shared, memory?.workspace ?? .max)
      scratch = max(scratch, memory?.scratch ?? .max)
    }
    workspace = tables.plusSaturating(shared).plusSaturating(scratch.timesSaturating(max(threads, 1)))
  }
}
