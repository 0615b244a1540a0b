import TensorMath
import TestSupport

/// One of the three normalisations of a shape, behind the interface that they share.
struct NormalizationCase: CustomStringConvertible, Sendable {
  enum Kind: Hashable, Sendable {
    case batch
    case groups(Int)
    case layer
  }

  let kind: Kind
  let shape: SampleShape
  let count: Int

  var description: String { "\(kind), \(count) of \(shape)" }

  /// Numbers of the weight, and of the bias.
  var parameterCount: Int { kind == .layer ? shape.elementCount : shape.channels }

  func reference(epsilon: Double = 1e-5) -> ReferenceNormalization {
    switch kind {
    case .batch: .batch(n: count, channels: shape.channels, pixels: shape.pixels, epsilon: epsilon)
    case .groups(let groups):
      .groups(groups, n: count, channels: shape.channels, pixels: shape.pixels, epsilon: epsilon)
    case .layer: .samples(n: count, size: shape.elementCount, epsilon: epsilon)
    }
  }

  func forward(
    _ input: Batch, _ weight: FloatSlice?, _ bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    _ statistics: NormalizationStatistics, _ compute: ComputeContext
  ) {
    switch kind {
    case .batch:
      BatchNormalization(shape).forward(
        input, weight: weight, bias: bias, running: nil, activation: activation, into: output, statistics: statistics,
        compute: compute)
    case .groups(let groups):
      GroupNormalization(shape, groups: groups).forward(
        input, weight: weight, bias: bias, activation: activation, into: output, statistics: statistics,
        compute: compute)
    case .layer:
      LayerNormalization(shape).forward(
        input, weight: weight, bias: bias, activation: activation, into: output, statistics: statistics,
        compute: compute)
    }
  }

  func backward(
    _ outputGradient: Batch, _ input: Batch, _ weight: FloatSlice?, mask: Batch? = nil, into inputGradient: Batch?,
    _ weightGradient: FloatSlice?, _ biasGradient: FloatSlice?, _ statistics: NormalizationStatistics,
    _ compute: ComputeContext
  ) {
    switch kind {
    case .batch:
      BatchNormalization(shape).backward(
        outputGradient, input: input, weight: weight, mask: mask, into: inputGradient, weightGradient: weightGradient,
        biasGradient: biasGradient, statistics: statistics, compute: compute)
    case .groups(let groups):
      GroupNormalization(shape, groups: groups).backward(
        outputGradient, input: input, weight: weight, mask: mask, into: inputGradient, weightGradient: weightGradient,
        biasGradient: biasGradient, statistics: statistics, compute: compute)
    case .layer:
      LayerNormalization(shape).backward(
        outputGradient, input: input, weight: weight, mask: mask, into: inputGradient, weightGradient: weightGradient,
        biasGradient: biasGradient, statistics: statistics, compute: compute)
    }
  }

  /// The bytes that the operation foresees.
  func memory(batch: Int) -> OperationMemory? {
    switch kind {
    case .batch: BatchNormalization(shape).memory(batch: batch)
    case .groups(let groups): GroupNormalization(shape, groups: groups).memory(batch: batch)
    case .layer: LayerNormalization(shape).memory(batch: batch)
    }
  }

  /// Small and large shapes, odd channels, vectors; batches with and without padding.
  static let all: [NormalizationCase] = {
    let shapes: [(SampleShape, [Int])] = [
      (.image(channels: 3, height: 5, width: 7), [1, 3]), (.image(channels: 12, height: 4, width: 4), [3, 12]),
      (.image(channels: 1, height: 2, width: 1), [1]), (.image(channels: 70, height: 3, width: 3), [1, 7, 70]),
      (.image(channels: 140, height: 2, width: 2), [2]), (.vector(5), [1]), (.vector(150), [1, 2, 75]),
      (.image(channels: 6, height: 25, width: 41), [2]),
    ]
    return shapes.flatMap { shape, groups in
      [1, 2, 15, 16, 37].flatMap { count in
        (groups.map(Kind.groups) + [.layer, .batch]).map { NormalizationCase(kind: $0, shape: shape, count: count) }
          // PyTorch refuses a channel of one value, and a group of one value is zero.
          .filter { $0.kind != .batch || count * shape.pixels > 1 }
      }
    }
  }()
}
