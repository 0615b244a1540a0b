import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct ConvolutionTests {
  /// Channels, height, width, output channels, kernel, stride, padding, output padding, samples.
  static let table: [[Int]] = {
    var rows: [[Int]] = []
    for kernel in [1, 2, 3, 4, 5, 7] {
      for stride in [1, 2, 3] {
        for padding in Set([0, kernel / 2, kernel - 1]).sorted() {
          rows.append([3, 8, 9, 5, kernel, stride, padding, stride - 1, 3])
        }
      }
    }
    return rows + [
      [1, 5, 5, 1, 3, 1, 1, 0, 1], [16, 6, 7, 24, 3, 1, 1, 0, 17], [7, 9, 5, 11, 3, 2, 1, 1, 33],
      [13, 4, 4, 10, 3, 2, 1, 0, 5], [8, 11, 13, 4, 5, 3, 2, 1, 16], [6, 3, 3, 9, 3, 2, 2, 1, 2],
      [2, 1, 1, 3, 1, 3, 0, 2, 4], [3, 32, 32, 16, 3, 1, 1, 0, 2], [16, 32, 32, 3, 3, 1, 1, 0, 2],
      [15, 16, 16, 14, 3, 2, 1, 1, 3],
      // Wide enough for minimal filters to pay, edges cut off at every remainder.
      [16, 9, 10, 16, 3, 1, 1, 0, 5], [17, 11, 8, 33, 3, 1, 0, 0, 3], [32, 8, 7, 18, 3, 1, 2, 0, 19],
      [16, 12, 13, 20, 3, 2, 1, 1, 3], [33, 17, 15, 24, 3, 2, 1, 0, 2], [32, 16, 16, 64, 3, 2, 1, 1, 2],
      [24, 9, 11, 40, 3, 2, 0, 1, 2], [18, 11, 10, 22, 5, 1, 2, 0, 3], [20, 7, 9, 17, 5, 1, 4, 0, 2],
      [18, 12, 13, 35, 5, 2, 2, 1, 3], [33, 17, 15, 24, 5, 2, 2, 0, 2], [32, 16, 16, 64, 5, 2, 2, 1, 2],
      [24, 11, 9, 40, 5, 2, 1, 1, 2],
      [64, 8, 8, 64, 3, 1, 1, 0, 2],
      // The same over more than one block of images.
      [64, 12, 16, 64, 3, 2, 1, 1, 18], [20, 9, 8, 24, 5, 1, 2, 0, 18],
      [40, 12, 16, 48, 5, 2, 2, 1, 18],
    ]
  }()

  @Test(arguments: table) func forwardAndGradientsMatchTheReference(_ row: [Int]) throws {
    let g = try ConvolutionGeometry(
      channels: row[0], height: row[1], width: row[2], outputChannels: row[3], kernel: row[4], stride: row[5],
      padding: row[6])
    let n = row[8]
    var random = MersenneTwister(seed: 7)
    let x = random.numbers(n * g.input.elementCount).map { max($0, 0) }
    let w = random.numbers(g.weightCount)
    let b = random.numbers(g.outputChannels)
    let dy = random.numbers(n * g.output.elementCount)
    let team = ThreadTeam(threads: 2)
    let plan = Convolution(g)
    let input = Batch(x, count: n, shape: g.input)
    let gradient = Batch(dy, count: n, shape: g.output)
    let weights = FloatSlice(w)
    let expected = Reference.convolution(g, x, w, b, n: n)
    let expectedDx = Reference.inputGradient(g, dy, w, n: n)
    let expectedDw = Reference.weightGradient(g, x, dy, n: n)
    let plane = g.outputHeight * g.outputWidth
    let expectedDb = (0..<g.outputChannels).map { o in
      (0..<n).reduce(0.0) { sum, i in
        (0..<plane).reduce(sum) { $0 + Double(dy[(i * g.outputChannels + o) * plane + $1]) }
      }
    }
    for (exact, bound, weightBound) in Self.bounds {
      let compute = ComputeContext(team: team, exact: exact)
      let output = Batch(capacity: n, shape: g.output)
      plan.forward(input, weights: weights, bias: FloatSlice(b), into: output, compute: compute)
      #expect(relativeError(output.rowMajor(), expected) < bound)
      plan.forward(input, weights: weights, bias: FloatSlice(b), activation: .relu, into: output, compute: compute)
      #expect(relativeError(output.rowMajor(), expected.map { max($0, 0) }) < bound)
      let dx = Batch(capacity: n, shape: g.input)
      plan.inputGradient(gradient, weights: weights, into: dx, compute: compute)
      #expect(relativeError(dx.rowMajor(), expectedDx) < bound)
      plan.inputGradient(gradient, weights: weights, mask: input, into: dx, compute: compute)
      #expect(relativeError(dx.rowMajor(), zip(expectedDx, x).map { $1 > 0 ? $0 : 0 }) < bound)
      let dw = FloatBuffer(count: g.weightCount)
      let db = FloatBuffer(count: g.outputChannels)
      plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: db.all, compute: compute)
      #expect(relativeError(dw.values, expectedDw) < weightBound)
      #expect(relativeError(db.values, expectedDb) < 2e-6)
    }
  }

  /// How far from the reference in double precision outputs and weights may be: by direct sums, and by minimal filters.
  static let bounds = [(exact: true, bound: 1e-6, weightBound: 2e-6), (exact: false, bound: 5e-6, weightBound: 5e-6)]

  /// The geometry of a row of the table, transposed.
  static func transposedGeometry(_ row: [Int]) throws -> ConvolutionGeometry {
    try ConvolutionGeometry(
      transposedFrom: row[0], height: row[1], width: row[2], outputChannels: row[3], kernelHeight: row[4],
      kernelWidth: row[4], strideY: row[5], strideX: row[5], paddingY: row[6], paddingX: row[6],
      outputPaddingY: row[7], outputPaddingX: row[7])
  }

  @Test(arguments: table) func transposedMatchesTheReference(_ row: [Int]) throws {
    guard (row[1] - 1) * row[5] + row[4] + row[7] > 2 * row[6] else { return }
    guard (row[2] - 1) * row[5] + row[4] + row[7] > 2 * row[6] else { return }
    let g = try Self.transposedGeometry(row)
    let n = row[8]
    var random = MersenneTwister(seed: 8)
    let x = random.numbers(n * g.output.elementCount)
    let w = random.numbers(g.weightCount)
    let dy = random.numbers(n * g.input.elementCount)
    let team = ThreadTeam(threads: 2)
    let plan = TransposedConvolution(g)
    let input = Batch(x, count: n, shape: plan.input)
    let gradient = Batch(dy, count: n, shape: plan.output)
    let expected = Reference.inputGradient(g, x, w, n: n)
    let expectedDx = Reference.convolution(g, dy, w, nil, n: n)
    let expectedDw = Reference.weightGradient(g, dy, x, n: n)
    for (exact, bound, weightBound) in Self.bounds {
      let compute = ComputeContext(team: team, exact: exact)
      let output = Batch(capacity: n, shape: plan.output)
      plan.forward(input, weights: FloatSlice(w), bias: nil, into: output, compute: compute)
      #expect(relativeError(output.rowMajor(), expected) < bound)
      let dx = Batch(capacity: n, shape: plan.input)
      plan.inputGradient(gradient, weights: FloatSlice(w), into: dx, compute: compute)
      #expect(relativeError(dx.rowMajor(), expectedDx) < bound)
      let dw = FloatBuffer(count: g.weightCount)
      plan.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: nil, compute: compute)
      #expect(relativeError(dw.values, expectedDw) < weightBound)
    }
  }

  @Test func everyThreadCountAndInstructionSetGivesTheSameBits() throws {
    let g = try ConvolutionGeometry(
      channels: 13, height: 9, width: 10, outputChannels: 11, kernel: 3, stride: 2, padding: 1)
    var random = MersenneTwister(seed: 9)
    let n = 37
    let x = Batch(random.numbers(n * g.input.elementCount), count: n, shape: g.input)
    let dy = Batch(random.numbers(n * g.output.elementCount), count: n, shape: g.output)
    let w = FloatSlice(random.numbers(g.weightCount))
    let plan = Convolution(g)
    func everything(_ compute: ComputeContext) -> [[Float]] {
      let y = Batch(capacity: n, shape: g.output)
      let dx = Batch(capacity: n, shape: g.input)
      let dw = FloatBuffer(count: g.weightCount)
      let db = FloatBuffer(count: g.outputChannels)
      plan.forward(x, weights: w, bias: nil, activation: .relu, into: y, compute: compute)
      plan.inputGradient(dy, weights: w, mask: x, into: dx, compute: compute)
      plan.parameterGradient(input: x, outputGradient: dy, weights: dw.all, bias: db.all, compute: compute)
      return [y.rowMajor(), dx.rowMajor(), dw.values, db.values]
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 2...4 { #expect(everything(ComputeContext(threads: threads)) == expected) }
    #expect(
      withEachInstructionSet { everything(ComputeContext(threads: 2, instructions: $0)) == expected }.allSatisfy { $0 })
  }

  @Test(arguments: [[13, 5, 6, 11, 3, 2, 1, 1, 37], [8, 4, 4, 3, 4, 1, 0, 0, 16], [5, 3, 7, 17, 5, 3, 2, 2, 21]])
  func everyThreadCountAndInstructionSetTransposesToTheSameBits(_ row: [Int]) throws {
    let plan = TransposedConvolution(try Self.transposedGeometry(row))
    let n = row[8]
    var random = MersenneTwister(seed: 10)
    let x = Batch(random.numbers(n * plan.input.elementCount), count: n, shape: plan.input)
    let dy = Batch(random.numbers(n * plan.output.elementCount), count: n, shape: plan.output)
    let w = FloatSlice(random.numbers(plan.geometry.weightCount))
    let b = FloatSlice(random.numbers(row[3]))
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let y = Batch(capacity: n, shape: plan.output)
      let dx = Batch(capacity: n, shape: plan.input)
      let dw = FloatBuffer(count: w.count)
      let db = FloatBuffer(count: b.count)
      plan.forward(x, weights: w, bias: b, activation: .relu, into: y, compute: compute)
      plan.inputGradient(dy, weights: w, mask: x, into: dx, compute: compute)
      plan.parameterGradient(input: x, outputGradient: dy, weights: dw.all, bias: db.all, compute: compute)
      return [y.storage.values.bits, dx.storage.values.bits, dw.values.bits, db.values.bits]
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let compute = ComputeContext(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: compute.team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test func misfitsAreRefused() {
    func message(_ body: () throws(ConvolutionGeometry.Misfit) -> ConvolutionGeometry) -> String {
      do throws(ConvolutionGeometry.Misfit) {
        _ = try body()
        return "accepted"
      } catch { return error.description }
    }
    #expect(
      message { () throws(ConvolutionGeometry.Misfit) in
        try ConvolutionGeometry(channels: 3, height: 4, width: 4, outputChannels: 8, kernel: 7, padding: 1)
      } == "a kernel of 7 does not fit an image side of 6, padding included")
    #expect(
      message { () throws(ConvolutionGeometry.Misfit) in
        try ConvolutionGeometry(channels: 3, height: 4, width: 4, outputChannels: 8, kernel: 3, stride: 0)
      } == "the vertical stride must be at least 1, not 0")
    #expect(
      message { () throws(ConvolutionGeometry.Misfit) in
        try ConvolutionGeometry(channels: .max, height: 4, width: 4, outputChannels: 8, kernel: 3)
      } == "the layer is too large")
    #expect(
      message { () throws(ConvolutionGeometry.Misfit) in
        try ConvolutionGeometry(
          transposedFrom: 3, height: 4, width: 4, outputChannels: 8, kernelHeight: 3, kernelWidth: 3, strideY: 2,
          strideX: 2, outputPaddingY: 2)
      } == "output_padding must be smaller than the stride, and 2 is not smaller than 2")
  }
}
