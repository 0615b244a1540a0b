import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Networks of few layers against plain scalar code: what comes out, and the gradients by finite differences.
@Suite(.serialized) struct LayerGradientTests {
  /// Largest relative errors of the output, and of the gradients of the input and of the weights.
  private func errors(
    _ input: SampleShape, _ lines: [String], n: Int = 3, seed: UInt64 = 5
  ) throws -> (output: Double, input: Double, weights: Double) {
    let description = try NetworkDescription(input, lines)
    let count = try description.parameterCount()
    let values = FloatBuffer(count: count)
    let gradient = FloatBuffer(count: count)
    var generator = RandomGenerator(seed: seed)
    for place in 0..<count { values[place] = generator.uniform(from: -1, to: 1) }
    let network = try description.network(values.all, gradient: gradient.all)
    let x = generator.numbers(n * input.elementCount)
    let output = try description.output()
    let slope = generator.numbers(n * output.elementCount)
    let compute = ComputeContext(threads: 2)
    let found = network.forward(Batch(x, count: n, shape: input), pass: .test(compute)).rowMajor()
    let back = network.backward(Batch(slope, count: n, shape: output), wantsInput: true, compute: compute)
    let scalar = try ScalarNetwork(description)
    let (point, weights) = (x.map(Double.init), values.values.map(Double.init))
    func total(_ x: [Double], _ weights: [Double]) throws -> Double {
      zip(try scalar.forward(x, weights: weights, n: n), slope).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    let expected = try scalar.forward(point, weights: weights, n: n)
    return (
      relativeError(found, expected),
      relativeError(back?.rowMajor() ?? [], try differences(point) { try total($0, weights) }),
      relativeError(gradient.values, try differences(weights) { try total(point, $0) })
    )
  }

  private func expectAgreement(_ input: SampleShape, _ lines: [String], n: Int = 3) throws {
    let (output, inputGradient, weightGradient) = try errors(input, lines, n: n)
    #expect(output < 2e-6, "\(lines)")
    #expect(inputGradient < 5e-6, "\(lines)")
    #expect(weightGradient < 5e-6, "\(lines)")
  }

  private static let image = SampleShape.image(channels: 2, height: 6, width: 5)

  static let convolutions: [String] = {
    var lines: [String] = []
    for kernel in [1, 2, 3, 5, 7] {
      for stride in [1, 2, 3] {
        for padding in Set([0, 1, kernel - 1]).sorted() where kernel <= 5 + 2 * padding {
          lines.append("conv2d 3 kernel=\(kernel) stride=\(stride) padding=\(padding)")
        }
      }
    }
    return lines + [
      "conv2d 2 kernel=1x5", "conv2d 2 kernel=5x1 padding=2x0", "conv2d 3 kernel=2x3 stride=3x1 padding=0x2",
      "conv2d 3 kernel=3 padding=1 bias=no", "conv2d 1 kernel=6x5", "conv2d 17 kernel=2 stride=1x2 bias=no",
      "conv2d 2 kernel=1 stride=7", "conv2d 2 kernel=3 padding=4",
    ]
  }()

  @Test(arguments: convolutions) func convolutionsAgree(_ line: String) throws {
    try expectAgreement(Self.image, [line])
  }

  static let transposedConvolutions: [String] = {
    var lines: [String] = []
    for kernel in [1, 2, 3, 5, 7] {
      for stride in [1, 2, 3] {
        for padding in Set([0, 1, kernel / 2]).sorted() {
          for outputPadding in 0..<stride {
            lines.append(
              "conv_transpose2d 3 kernel=\(kernel) stride=\(stride) padding=\(padding) output_padding=\(outputPadding)")
          }
        }
      }
    }
    return lines + [
      "conv_transpose2d 2 kernel=1x5", "conv_transpose2d 2 kernel=5x1 padding=2x0",
      "conv_transpose2d 3 kernel=2x3 stride=3x2 padding=0x1 output_padding=2x0",
      "conv_transpose2d 3 kernel=3 padding=1 bias=no", "conv_transpose2d 17 kernel=2 stride=1x2 bias=no",
    ]
  }()

  @Test(arguments: transposedConvolutions) func transposedConvolutionsAgree(_ line: String) throws {
    try expectAgreement(.image(channels: 2, height: 3, width: 4), [line], n: 2)
  }

  @Test(arguments: ["linear 1", "linear 7", "linear 7 bias=no", "linear 33"])
  func linearLayersAgree(_ line: String) throws {
    try expectAgreement(.vector(1), [line])
    try expectAgreement(.vector(19), [line], n: 17)
  }

  static let activations = ["relu", "leaky_relu", "leaky_relu slope=0.3", "gelu", "sigmoid", "tanh"]

  @Test(arguments: activations) func activationsAgreeWhereverTheyStand(_ line: String) throws {
    try expectAgreement(.vector(21), [line])
    try expectAgreement(Self.image, [line, "conv2d 2 kernel=2"])
    try expectAgreement(Self.image, ["conv2d 2 kernel=2", line])
    try expectAgreement(Self.image, ["conv2d 3 padding=1", line, "conv2d 2 padding=1"])
    try expectAgreement(Self.image, ["conv2d 2 padding=1", line, "flatten", "linear 5", line, "linear 3"])
    try expectAgreement(.vector(6), ["linear 12", line, "unflatten 3x2x2", "conv_transpose2d 2 stride=2", line])
  }

  static let orders: [[String]] = [
    [], ["flatten"], ["flatten", "flatten"], ["flatten", "unflatten 5x2x6"], ["relu"], ["relu", "relu"],
    ["flatten", "relu", "linear 4"], ["conv2d 2", "flatten", "relu"], ["conv2d 2", "flatten", "relu", "linear 3"],
    ["conv2d 2", "relu", "relu", "conv2d 1"], ["conv2d 2", "relu", "gelu", "conv2d 1"],
    ["conv2d 2", "relu", "tanh", "sigmoid"], ["conv2d 2", "gelu", "relu", "conv2d 1"],
    ["conv2d 2", "relu", "flatten", "unflatten 2x4x3", "conv2d 1"], ["conv2d 2", "relu", "flatten", "relu"],
    ["conv2d 2", "relu", "flatten", "tanh", "linear 3", "relu"], ["relu", "conv2d 2", "relu"],
    ["relu", "flatten", "linear 3", "relu", "relu"], ["flatten", "linear 6", "relu", "unflatten 1x2x3", "relu"],
    ["conv2d 2", "relu", "conv_transpose2d 2", "relu", "flatten", "linear 2", "relu"], ["conv2d 2", "conv2d 2"],
    ["conv2d 2", "relu", "flatten"], ["conv2d 2", "leaky_relu", "relu", "flatten", "leaky_relu", "linear 2"],
  ]

  @Test(arguments: orders) func layersAgreeInAnyOrder(_ lines: [String]) throws {
    try expectAgreement(Self.image, lines)
  }

  @Test func aFirstGradientWithoutItsInputLeavesRoomForOneWith() throws {
    let description = try NetworkDescription(Self.image, ["conv2d 2", "relu", "conv2d 1"])
    let count = try description.parameterCount()
    let gradient = FloatBuffer(count: count)
    var generator = RandomGenerator(seed: 2)
    let network = try description.network(FloatSlice(generator.numbers(count)), gradient: gradient.all)
    let compute = ComputeContext(threads: 1)
    let slope = Batch([1, 2, 3, 4], count: 2, shape: try description.output())
    _ = network.forward(Batch(generator.numbers(120), count: 2, shape: Self.image), pass: .test(compute))
    #expect(network.backward(slope, wantsInput: false, compute: compute) == nil)
    let first = gradient.values
    #expect(network.backward(slope, wantsInput: true, compute: compute)?.rowMajor().count == 120)
    #expect(gradient.values == first)
  }
}
