internal import Basics
internal import TensorMath

/// The bytes that training a model takes, known before anything is allocated.
///
/// A test compares it with what a training really allocates.
public struct TrainingMemory: Hashable, Sendable {
  /// Weights, and the state of layers that keep some.
  public let weights: Int
  /// Those of the last good epoch, which a training falls back on.
  public let kept: Int
  /// Their gradients.
  public let gradients: Int
  /// What the optimiser remembers.
  public let optimizer: Int
  /// The images of one batch, every activation, and what the bottleneck takes.
  public let activations: Int
  /// The gradients of activations, which pass through two buffers by turns.
  public let activationGradients: Int
  /// The layers' tables, and the threads' memory for intermediate results.
  public let workspace: Int
  /// What is said to other processes and not yet heard, where several share a training: all sums of a step at most.
  public let messages: Int

  /// Everything; the greatest integer when it cannot be counted.
  public var total: Int {
    [weights, kept, gradients, optimizer, activations, activationGradients, workspace, messages].reduce(0) {
      $0.plusSaturating($1)
    }
  }

  /// The memory for an encoder and a decoder over batches of `batch` samples, on so many threads, where an optimiser
  /// remembers `slots` numbers for each weight and the bottleneck takes so many bytes; `isShared` where several
  /// processes share each batch.
  public init(
    encoder: NetworkDescription, decoder: NetworkDescription, batch: Int, threads: Int = 1, slots: Int = 2,
    bottleneck: Int = 0, isShared: Bool = false
  ) throws(NetworkShapeError) {
    let count = try encoder.parameterCount().plusSaturating(decoder.parameterCount())
    weights = count.plusSaturating(try encoder.stateCount().plusSaturating(decoder.stateCount())).timesSaturating(4)
    kept = weights
    gradients = count.timesSaturating(4)
    optimizer = count.timesSaturating(4 * slots)
    let (encoding, decoding) = (try StagePlan(encoder), try StagePlan(decoder))
    let sampleBytes = Self.bytes(ofSamples: batch)
    activations = encoder.input.elementCount.plusSaturating(encoding.activationCount)
      .plusSaturating(decoding.activationCount).timesSaturating(sampleBytes).plusSaturating(bottleneck)
    let greatest = max(
      decoding.greatestPassingCount(wantsInput: true), encoding.greatestPassingCount(wantsInput: false))
    activationGradients = greatest.timesSaturating(2).timesSaturating(sampleBytes)
    let (first, second) = (encoding.memory(batch: batch), decoding.memory(batch: batch))
    workspace = first.tables.plusSaturating(second.tables).plusSaturating(max(first.workspace, second.workspace))
      .plusSaturating(max(first.scratch, second.scratch).timesSaturating(max(threads, 1)))
    guard isShared else {
      messages = 0
      return
    }
    let arrays = (try encoder.parameters() + decoder.parameters()).joined().filter { $0.role == .trained }
    messages = arrays.reduce(0) { $0.plusSaturating(Self.messages(of: $1, batch: batch)) }.timesSaturating(4)
  }

  /// The floats that one process says of an array in a step: its sums on their way, and the gradient that is made of them on
  /// its way back; or its part of the batch, beside which the whole one lies, where that is less.
  private static func messages(of array: ParameterDescription, batch: Int) -> Int {
    // Inputs that cannot be counted are none.
    if array.shape.count == 2, array.shape[1] > 0 {
      let linear = Linear(inputs: array.shape[1], outputs: array.shape[0])
      if let floats = linear.gatheredFloats(batch: batch) { return floats.timesSaturating(2) }
    }
    return sums(of: array).plusSaturating(array.count)
  }

  /// The floats of an array's running sums as one process hands them on: of its weights once, or where a minimal filter takes
  /// them as factors as well (36 for 9 taps), in tiles of sixteen channels.
  private static func sums(of array: ParameterDescription) -> Int {
    // Those of a bias are sixteen side by side.
    guard array.shape.count > 2 else { return array.count.timesSaturating(array.shape.count < 2 ? 16 : 1) }
    func tiled(_ channels: Int) -> Int { (channels.plusSaturating(15) / 16).timesSaturating(16) }
    let taps = array.shape[2...].reduce(1) { $0.timesSaturating($1) }
    let tiles = tiled(array.shape[0]).timesSaturating(tiled(array.shape[1])).timesSaturating(taps)
    return tiles.timesSaturating(5)
  }

  /// The bytes of one number of each of so many samples: blocks of sixteen, the last one padded, of four bytes a
  /// number.
  static func bytes(ofSamples count: Int) -> Int { (max(count, 1).plusSaturating(15) / 16 * 16).timesSaturating(4) }
}
