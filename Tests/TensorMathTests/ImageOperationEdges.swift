import TensorMath
import TestSupport

/// Pooling, resizing and the operations beside them with operands of which one does not fit.
extension OperationEdges {
  private static let image = SampleShape.image(channels: 4, height: 6, width: 4)

  static let imageOperations = pooling + shuffling + softmax + rectifier

  private static let pooling: [Operation] = {
    guard let g = try? PoolingGeometry(image, kernel: 2), let max = try? MaxPooling(g),
      let means = try? AveragePooling(g)
    else { return [] }
    return [
      Operation("max pooling", read: ["input": image], written: ["output": g.output]) {
        max.forward(
          $0.batch("input"), into: $0.batch("output"), winners: MaxPoolingWinners(), compute: ComputeContext(threads: 1)
        )
      },
      Operation(
        "max pooling's gradient", read: ["input": image, "output gradient": g.output],
        written: ["input gradient": image, "mask": image], comparesCounts: true
      ) {
        let winners = MaxPoolingWinners()
        let compute = ComputeContext(threads: 1)
        max.forward(
          $0.batch("input"), into: Batch(capacity: 20, shape: g.output), winners: winners, compute: compute)
        max.inputGradient(
          $0.batch("output gradient"), winners: winners, mask: $0.batch("mask"), into: $0.batch("input gradient"),
          compute: compute)
      },
      Operation("average pooling", read: ["input": image], written: ["output": g.output]) {
        means.forward($0.batch("input"), into: $0.batch("output"), compute: ComputeContext(threads: 1))
      },
      Operation(
        "average pooling's gradient", read: ["output gradient": g.output],
        written: ["input gradient": image, "mask": image]
      ) {
        means.inputGradient(
          $0.batch("output gradient"), mask: $0.batch("mask"), into: $0.batch("input gradient"),
          compute: ComputeContext(threads: 1))
      },
    ]
  }()

  private static let shuffling: [Operation] = {
    guard let shuffle = try? PixelShuffle(image, factor: 2) else { return [] }
    return [
      Operation("pixel shuffle", read: ["input": image], written: ["output": shuffle.output]) {
        shuffle.forward($0.batch("input"), into: $0.batch("output"), compute: ComputeContext(threads: 1))
      },
      Operation(
        "pixel shuffle's gradient", read: ["output gradient": shuffle.output],
        written: ["input gradient": image, "mask": image]
      ) {
        shuffle.inputGradient(
          $0.batch("output gradient"), mask: $0.batch("mask"), into: $0.batch("input gradient"),
          compute: ComputeContext(threads: 1))
      },
    ]
  }()

  private static let softmax = [
    Operation("softmax", read: ["input": image], written: ["output": image]) {
      Softmax.forward($0.batch("input"), into: $0.batch("output"), compute: ComputeContext(threads: 1))
    },
    Operation(
      "softmax's gradient", read: ["output gradient": image], written: ["output": image, "input gradient": image]
    ) {
      Softmax.inputGradient(
        $0.batch("output gradient"), output: $0.batch("output"), into: $0.batch("input gradient"),
        compute: ComputeContext(threads: 1))
    },
  ]

  private static let rectifier: [Operation] = {
    guard let rectifier = try? ParametricRectifier(image, weights: 4) else { return [] }
    return [
      Operation("prelu", read: ["input": image], written: ["output": image], lengths: ["weights": 4]) {
        rectifier.forward(
          $0.batch("input"), weights: $0.slice("weights"), into: $0.batch("output"), compute: ComputeContext(threads: 1)
        )
      },
      Operation(
        "prelu's input gradient", read: ["output gradient": image], written: ["input": image, "input gradient": image],
        lengths: ["weights": 4]
      ) {
        rectifier.inputGradient(
          $0.batch("output gradient"), input: $0.batch("input"), weights: $0.slice("weights"),
          into: $0.batch("input gradient"), compute: ComputeContext(threads: 1))
      },
      Operation(
        "prelu's weight gradient", read: ["input": image, "output gradient": image], lengths: ["gradient": 4],
        comparesCounts: true
      ) {
        rectifier.weightGradient(
          input: $0.batch("input"), outputGradient: $0.batch("output gradient"), into: $0.slice("gradient"),
          compute: ComputeContext(threads: 1))
      },
    ]
  }()
}
