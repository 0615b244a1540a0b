import Foundation
import TensorMath
import TestSupport
import Testing

/// How far every convolution of the article's network is from double precision, on data like an image's.
@Suite(.serialized) struct LayerErrorTests {
  /// A convolution of the network at a width of 16, with kernels of 3 or 5, padded so that the side stays.
  struct Layer: CustomTestStringConvertible, Sendable {
    let inputs: Int
    let outputs: Int
    let side: Int
    var kernel = 3
    var stride = 1
    var transposed = false

    var testDescription: String {
      "\(transposed ? "transposed " : "")\(inputs) → \(outputs) at \(side)×\(side)"
        + "\(kernel == 3 ? "" : ", kernel \(kernel)")\(stride == 1 ? "" : ", stride \(stride)")"
    }

    func geometry() throws -> ConvolutionGeometry {
      guard transposed else {
        return try ConvolutionGeometry(
          channels: inputs, height: side, width: side, outputChannels: outputs, kernel: kernel, stride: stride,
          padding: kernel / 2)
      }
      return try ConvolutionGeometry(
        transposedFrom: inputs, height: side, width: side, outputChannels: outputs, kernelHeight: kernel,
        kernelWidth: kernel, strideY: stride, strideX: stride, paddingY: kernel / 2, paddingX: kernel / 2,
        outputPaddingY: stride - 1,
        outputPaddingX: stride - 1)
    }
  }

  static let layers = [
    Layer(inputs: 3, outputs: 16, side: 32), Layer(inputs: 16, outputs: 16, side: 32),
    Layer(inputs: 16, outputs: 32, side: 32, stride: 2), Layer(inputs: 32, outputs: 32, side: 16),
    Layer(inputs: 32, outputs: 64, side: 16, stride: 2), Layer(inputs: 64, outputs: 64, side: 8),
    Layer(inputs: 64, outputs: 64, side: 8, transposed: true),
    Layer(inputs: 64, outputs: 32, side: 8, stride: 2, transposed: true),
    Layer(inputs: 32, outputs: 32, side: 16, transposed: true),
    Layer(inputs: 32, outputs: 16, side: 16, stride: 2, transposed: true),
    Layer(inputs: 16, outputs: 16, side: 32, transposed: true),
    Layer(inputs: 16, outputs: 3, side: 32, transposed: true),
    Layer(inputs: 16, outputs: 16, side: 32, kernel: 5), Layer(inputs: 16, outputs: 32, side: 32, kernel: 5, stride: 2),
    Layer(inputs: 64, outputs: 64, side: 8, kernel: 5),
    Layer(inputs: 64, outputs: 32, side: 8, kernel: 5, stride: 2, transposed: true),
  ]

  /// With `DARKROOM_PRINT_ERRORS` set, each layer's row of a table: forward, input gradient and weight gradient by
  /// minimal filters where they pay, then the same by direct sums.
  @Test(arguments: layers) func theFastPathIsCloseToDoublePrecision(_ layer: Layer) throws {
    let g = try layer.geometry()
    let n = 2
    var random = MersenneTwister(seed: 12)
    let x = smooth(n, layer.transposed ? g.output : g.input, using: &random)
    let dy = smooth(n, layer.transposed ? g.input : g.output, using: &random)
    let bound = Float((6 / Double(layer.kernel * layer.kernel * (layer.inputs + layer.outputs))).squareRoot())
    let w = (0..<g.weightCount).map { _ in random.uniform(from: -bound, to: bound) }
    let expected =
      layer.transposed
      ? [
        Reference.inputGradient(g, x, w, n: n), Reference.convolution(g, dy, w, nil, n: n),
        Reference.weightGradient(g, dy, x, n: n),
      ]
      : [
        Reference.convolution(g, x, w, nil, n: n), Reference.inputGradient(g, dy, w, n: n),
        Reference.weightGradient(g, x, dy, n: n),
      ]
    let team = ThreadTeam(threads: 2)
    let errors = [false, true].map { exact in
      let compute = ComputeContext(team: team, exact: exact)
      return zip(results(g, transposed: layer.transposed, x: x, w: w, dy: dy, n: n, compute: compute), expected)
        .map { relativeError($0, $1) }
    }
    for (name, error) in zip(["forward", "input gradient", "weight gradient"], errors[0]) {
      #expect(error < 5e-6, "\(name)")
    }
    if ProcessInfo.processInfo.environment["DARKROOM_PRINT_ERRORS"] != nil {
      let numbers = errors.joined().map { String(format: "%.1e", $0) }
      print("| \(layer.testDescription) | \(numbers.joined(separator: " | ")) |")
    }
  }

  /// Images of three waves a channel and a little noise, between −1 and 1.
  private func smooth(_ n: Int, _ shape: SampleShape, using random: inout MersenneTwister) -> [Float] {
    let (height, width) = (shape.extents.height, shape.extents.width)
    var values: [Float] = []
    for _ in 0..<(n * shape.extents.channels) {
      let waves = (0..<3).map { _ in
        (
          y: random.uniform(from: -0.4, to: 0.4), x: random.uniform(from: -0.4, to: 0.4),
          phase: random.uniform(from: 0, to: 2 * .pi), size: random.uniform(from: 0.1, to: 0.32)
        )
      }
      for place in 0..<(height * width) {
        let (row, column) = (Float(place / width), Float(place % width))
        let sum = waves.reduce(0) { $0 + $1.size * sin($1.y * row + $1.x * column + $1.phase) }
        values.append(sum + random.uniform(from: -0.03, to: 0.03))
      }
    }
    return values
  }

  /// Outputs, input gradient and weight gradient.
  private func results(
    _ g: ConvolutionGeometry, transposed: Bool, x: [Float], w: [Float], dy: [Float], n: Int, compute: ComputeContext
  ) -> [[Float]] {
    let (inputShape, outputShape) = transposed ? (g.output, g.input) : (g.input, g.output)
    let (input, gradient) = (Batch(x, count: n, shape: inputShape), Batch(dy, count: n, shape: outputShape))
    let (y, dx) = (Batch(capacity: n, shape: outputShape), Batch(capacity: n, shape: inputShape))
    let (weights, dw) = (FloatSlice(w), FloatBuffer(count: g.weightCount))
    if transposed {
      let plan = TransposedConvolution(g)
      plan.forward(input, weights: weights, bias: nil, into: y, compute: compute)
      plan.inputGradient(gradient, weights: weights, into: dx, compute: compute)
      plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: nil, compute: compute)
    } else {
      let plan = Convolution(g)
      plan.forward(input, weights: weights, bias: nil, into: y, compute: compute)
      plan.inputGradient(gradient, weights: weights, into: dx, compute: compute)
      plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: nil, compute: compute)
    }
    return [y.rowMajor(), dx.rowMajor(), dw.values]
  }
}
