import TensorMath
import TestSupport

/// Normalisations with operands of which one does not fit, and what they refuse besides.
enum NormalizationEdges {
  private static let image = SampleShape.image(channels: 4, height: 2, width: 3)
  private static let cases = [NormalizationCase.Kind.batch, .groups(2), .layer].map {
    NormalizationCase(kind: $0, shape: image, count: OperationEdges.Operation.samples)
  }
  private static var compute: ComputeContext { ComputeContext(threads: 1) }

  static let operations: [OperationEdges.Operation] =
    cases.flatMap { test in
      let size = test.parameterCount
      return [
        OperationEdges.Operation(
          "\(test.kind) normalisation", read: ["input": image], written: ["output": image],
          lengths: ["weight": size, "bias": size]
        ) {
          test.forward(
            $0.batch("input"), $0.slice("weight"), $0.slice("bias"), into: $0.batch("output"),
            NormalizationStatistics(),
            compute)
        },
        OperationEdges.Operation(
          "\(test.kind) normalisation's gradient", read: ["input": image, "output gradient": image],
          written: ["input gradient": image, "mask": image],
          lengths: ["weight": size, "weight gradient": size, "bias gradient": size], comparesCounts: true
        ) {
          test.backward(
            $0.batch("output gradient"), $0.batch("input"), $0.slice("weight"), mask: $0.batch("mask"),
            into: $0.batch("input gradient"), $0.slice("weight gradient"), $0.slice("bias gradient"),
            statistics(of: test),
            compute)
        },
      ]
    } + [
      OperationEdges.Operation(
        "evaluation of batch normalisation", read: ["input": image], written: ["output": image],
        lengths: ["weight": 4, "bias": 4, "mean": 4, "variance": 4, "batches": 1]
      ) {
        BatchNormalization(image).evaluate(
          $0.batch("input"), weight: $0.slice("weight"), bias: $0.slice("bias"),
          running: RunningMoments(
            mean: $0.slice("mean"), variance: $0.slice("variance"), batches: $0.slice("batches")),
          into: $0.batch("output"), statistics: NormalizationStatistics(), compute: compute)
      }
    ]

  static let calls: [String: @Sendable () -> Void] = {
    var calls: [String: @Sendable () -> Void] = [
      "groups that do not divide the channels": { _ = GroupNormalization(image, groups: 3) },
      "no groups": { _ = GroupNormalization(image, groups: 0) },
      "batch normalisation of no numbers": { _ = BatchNormalization(.vector(0)) },
      "training with one value a channel": {
        NormalizationCase(kind: .batch, shape: .vector(4), count: 1).forward(
          batch(.vector(4), 1), nil, nil, into: batch(.vector(4), 1), NormalizationStatistics(), compute)
      },
    ]
    for (test, other) in zip(cases, cases.dropFirst() + cases.prefix(1)) {
      @Sendable func gradient(_ count: Int, _ statistics: NormalizationStatistics) {
        test.backward(
          batch(image, count), batch(image, count), nil, into: nil, nil, nil, statistics, compute)
      }
      calls["\(test.kind) normalisation's gradient before any batch"] = { gradient(20, NormalizationStatistics()) }
      calls["\(test.kind) normalisation's gradient of another batch"] = { gradient(19, statistics(of: test)) }
      calls["\(test.kind) normalisation's gradient of another one"] = { gradient(20, statistics(of: other)) }
    }
    return calls
  }()

  private static func batch(_ shape: SampleShape, _ count: Int) -> Batch {
    Batch([Float](repeating: 1, count: count * shape.elementCount), count: count, shape: shape)
  }

  private static func statistics(of test: NormalizationCase) -> NormalizationStatistics {
    let statistics = NormalizationStatistics()
    test.forward(batch(image, test.count), nil, nil, into: batch(image, test.count), statistics, compute)
    return statistics
  }
}
