import TensorMath
import TestSupport
import Testing

/// Convolutions of shapes that nobody chose, both ways and by both kinds of sums.
@Suite struct RandomConvolutionTests {
  /// A geometry, and how many images go through it.
  struct Draw: CustomStringConvertible {
    let geometry: ConvolutionGeometry
    let images: Int

    var description: String {
      let g = geometry
      return """
        \(images) images, channels \(g.inputChannels) to \(g.outputChannels), sides \(g.inputHeight)×\(g.inputWidth), \
        kernel \(g.kernelHeight)×\(g.kernelWidth), stride \(g.strideY)×\(g.strideX), \
        padding \(g.paddingY)×\(g.paddingX)
        """
    }

    /// A geometry of up to 40 channels, or one with so large a kernel as wide as its strided filter needs to pay. As many
    /// images of those drawn go through it as the slow reference takes two million products for, and sides are drawn until
    /// one does.
    init(strided: Int?, using random: inout MersenneTwister) {
      let kernel = strided.map { ($0, $0) } ?? Self.pair(of: [1, 3, 3, 5, 5, 7], using: &random)
      let stride = strided != nil ? (2, 2) : Self.pair(of: [1, 1, 2], using: &random)
      let drawn = (Int.random(in: 0..<kernel.0, using: &random), Int.random(in: 0..<kernel.1, using: &random))
      // Where samples are spread, the filters take the padding that keeps their number.
      let padding = strided.map { (Bool.random(using: &random) ? $0 / 2 : drawn.0, $0 / 2) } ?? drawn
      let channels = strided == 3 ? 48...80 : strided == 5 ? 24...48 : 1...40
      let (from, to) = (Int.random(in: channels, using: &random), Int.random(in: channels, using: &random))
      let images = Int.random(in: 1...40, using: &random)
      while true {
        let range = strided == nil ? 1...20 : 6...20
        let sides = (Int.random(in: range, using: &random), Int.random(in: range, using: &random))
        guard
          let g = try? ConvolutionGeometry(
            channels: from, height: sides.0, width: sides.1, outputChannels: to, kernelHeight: kernel.0,
            kernelWidth: kernel.1, strideY: stride.0, strideX: stride.1, paddingY: padding.0, paddingX: padding.1)
        else { continue }
        let most = 2_000_000 / (g.weightCount * g.outputHeight * g.outputWidth)
        guard most > 0 else { continue }
        geometry = g
        self.images = min(images, most)
        return
      }
    }

    /// Two sizes, the same ones three times out of four or by chance.
    private static func pair(of sizes: [Int], using random: inout MersenneTwister) -> (Int, Int) {
      let (first, second) = (
        Int.random(in: 0..<sizes.count, using: &random), Int.random(in: 0..<sizes.count, using: &random)
      )
      return (sizes[first], sizes[Int.random(in: 0..<4, using: &random) > 0 ? first : second])
    }
  }

  /// Rounding differs where a minimal filter was used: its kernel and stride.
  struct FilterUse: Hashable {
    let kernel: Int
    let stride: Int
    let result: String
  }

  /// Outputs, input gradient and weight gradient.
  private typealias Results = [(name: String, values: [Float])]

  @Test func everyResultMatchesTheReference() {
    var random = MersenneTwister(seed: 11)
    var uses: Set<FilterUse> = []
    for number in 0..<120 {
      let draw = Draw(strided: [4: 5, 5: 3][number % 6], using: &random)
      let (g, n) = (draw.geometry, draw.images)
      let x = random.numbers(n * g.input.elementCount)
      let dy = random.numbers(n * g.output.elementCount)
      let w = random.numbers(g.weightCount)
      let b = random.numbers(g.outputChannels)
      let transposedBias = random.numbers(g.inputChannels)
      let team = ThreadTeam(threads: 2)
      let y = Reference.convolution(g, x, w, b, n: n)
      let dx = Reference.inputGradient(g, dy, w, n: n)
      let dw = Reference.weightGradient(g, x, dy, n: n)
      // The transposed convolution takes `dy` forward and `x` backward.
      let plane = g.inputHeight * g.inputWidth
      let transposedY = dx.indices.map { dx[$0] + Double(transposedBias[$0 / plane % g.inputChannels]) }
      let transposedDx = Reference.convolution(g, x, w, nil, n: n)

      let found = withEachInstructionSet { instructions in
        [true, false].map { exact in
          let compute = ComputeContext(team: team, exact: exact, instructions: instructions)
          return (
            convolution(g, x: x, w: w, b: b, dy: dy, n: n, compute: compute),
            transposedConvolution(g, x: dy, w: w, b: transposedBias, dy: x, n: n, compute: compute)
          )
        }
      }
      #expect(!found.isEmpty)
      for results in found {
        for (exact, (straight, transposed)) in zip([true, false], results) {
          let message = "geometry \(number): \(draw), \(exact ? "exact" : "fast")"
          check(straight, [y, dx, dw], exact: exact, message)
          check(transposed, [transposedY, transposedDx, dw], exact: exact, "transposed, " + message)
        }
        guard g.kernelHeight == g.kernelWidth, g.strideY == g.strideX else { continue }
        for (direct, fast) in zip(results[0].0, results[1].0) where direct.values.bits != fast.values.bits {
          uses.insert(FilterUse(kernel: g.kernelHeight, stride: g.strideY, result: direct.name))
        }
      }
    }
    // Every filter was among them.
    for (kernel, stride) in [(3, 1), (5, 1), (3, 2), (5, 2)] {
      for result in ["output", "input gradient", "weight gradient"] {
        #expect(uses.contains(FilterUse(kernel: kernel, stride: stride, result: result)))
      }
    }
  }

  private func check(_ results: Results, _ expected: [[Double]], exact: Bool, _ message: String) {
    for ((name, values), expected) in zip(results, expected) {
      let bound = !exact ? 5e-6 : name == "weight gradient" ? 2e-6 : 1e-6
      let error = relativeError(values, expected)
      #expect(error < bound, "\(name) of \(message)")
    }
  }

  private func convolution(
    _ g: ConvolutionGeometry, x: [Float], w: [Float], b: [Float], dy: [Float], n: Int, compute: ComputeContext
  ) -> Results {
    let plan = Convolution(g)
    let (input, gradient) = (Batch(x, count: n, shape: g.input), Batch(dy, count: n, shape: g.output))
    let (y, dx) = (Batch(capacity: n, shape: g.output), Batch(capacity: n, shape: g.input))
    let (weights, dw) = (FloatSlice(w), FloatBuffer(count: g.weightCount))
    plan.forward(input, weights: weights, bias: FloatSlice(b), into: y, compute: compute)
    plan.inputGradient(gradient, weights: weights, into: dx, compute: compute)
    plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: nil, compute: compute)
    return [("output", y.rowMajor()), ("input gradient", dx.rowMajor()), ("weight gradient", dw.values)]
  }

  private func transposedConvolution(
    _ g: ConvolutionGeometry, x: [Float], w: [Float], b: [Float], dy: [Float], n: Int, compute: ComputeContext
  ) -> Results {
    let plan = TransposedConvolution(g)
    let (input, gradient) = (Batch(x, count: n, shape: plan.input), Batch(dy, count: n, shape: plan.output))
    let (y, dx) = (Batch(capacity: n, shape: plan.output), Batch(capacity: n, shape: plan.input))
    let (weights, dw) = (FloatSlice(w), FloatBuffer(count: g.weightCount))
    plan.forward(input, weights: weights, bias: FloatSlice(b), into: y, compute: compute)
    plan.inputGradient(gradient, weights: weights, into: dx, compute: compute)
    plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: nil, compute: compute)
    return [("output", y.rowMajor()), ("input gradient", dx.rowMajor()), ("weight gradient", dw.values)]
  }
}
