import TensorMath
import TestSupport
import Testing

/// Convolutions with dilation, with groups of channels, and with paddings that differ from side to side.
@Suite(.serialized) struct GroupedConvolutionTests {
  /// A convolution, straight or transposed, and how many images go through it.
  struct Case: CustomTestStringConvertible, Sendable {
    var channels = 6
    var sides = (height: 7, width: 9)
    var outputs = 6
    var kernel = (height: 3, width: 3)
    var stride = (y: 1, x: 1)
    var padding = (above: 1, left: 1, below: 1, right: 1)
    var dilation = (y: 1, x: 1)
    var groups = 1
    var images = 3

    var testDescription: String {
      "\(images) images, channels \(channels) to \(outputs) in \(groups), \(sides), kernel \(kernel), "
        + "stride \(stride), padding \(padding), dilation \(dilation)"
    }

    func straight() throws -> ConvolutionGeometry {
      try ConvolutionGeometry(
        channels: channels, height: sides.height, width: sides.width, outputChannels: outputs,
        kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.y, strideX: stride.x,
        paddingY: padding.above, paddingX: padding.left, paddingBelow: padding.below, paddingRight: padding.right,
        dilationY: dilation.y, dilationX: dilation.x, groups: groups)
    }

    /// Whether a transposed convolution's padding, the same at both ends, leaves anything.
    var isTransposable: Bool { (try? transposed()) != nil }

    /// With the largest output padding there can be.
    func transposed() throws -> ConvolutionGeometry {
      try ConvolutionGeometry(
        transposedFrom: channels, height: sides.height, width: sides.width, outputChannels: outputs,
        kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.y, strideX: stride.x,
        paddingY: padding.above, paddingX: padding.left, outputPaddingY: max(stride.y, dilation.y) - 1,
        outputPaddingX: max(stride.x, dilation.x) - 1, dilationY: dilation.y, dilationX: dilation.x, groups: groups)
    }
  }

  static let cases = [
    // Dilation alone, over both layouts of a weight gradient.
    Case(channels: 5, outputs: 17, padding: (2, 2, 2, 2), dilation: (2, 2), images: 15),
    Case(channels: 17, outputs: 4, padding: (0, 3, 0, 3), dilation: (1, 3), images: 16),
    Case(channels: 4, outputs: 9, kernel: (4, 2), stride: (2, 3), padding: (3, 1, 3, 1), dilation: (3, 2), images: 1),
    Case(channels: 33, outputs: 20, stride: (2, 2), padding: (2, 2, 2, 2), dilation: (2, 2), images: 2),
    // Each channel by itself.
    Case(channels: 7, outputs: 7, groups: 7, images: 37),
    Case(channels: 5, sides: (9, 20), outputs: 15, kernel: (5, 4), padding: (2, 1, 2, 1), groups: 5),
    Case(channels: 9, outputs: 9, stride: (2, 2), groups: 9, images: 16),
    Case(channels: 3, outputs: 3, kernel: (7, 7), padding: (3, 3, 3, 3), groups: 3, images: 1),
    Case(channels: 4, outputs: 8, stride: (2, 1), padding: (2, 2, 2, 2), dilation: (2, 3), groups: 4, images: 17),
    Case(channels: 2, sides: (1, 1), outputs: 2, groups: 2, images: 5),
    Case(channels: 2, sides: (2, 3), outputs: 2, kernel: (5, 6), padding: (4, 5, 4, 5), groups: 2),
    // Thin groups, and wide ones.
    Case(channels: 6, outputs: 9, groups: 3, images: 18),
    Case(channels: 20, outputs: 24, groups: 2, images: 15),
    Case(channels: 51, outputs: 15, stride: (2, 1), groups: 3, images: 4),
    Case(channels: 18, outputs: 38, kernel: (2, 3), padding: (1, 2, 1, 2), dilation: (1, 2), groups: 2),
    // As many outputs as inputs: what is left over of an even kernel stands below and on the right.
    Case(channels: 4, outputs: 6, kernel: (4, 2), padding: (1, 0, 2, 1), images: 16),
    Case(channels: 16, sides: (12, 12), outputs: 32, padding: (0, 1, 2, 1)),
    Case(channels: 32, sides: (16, 16), outputs: 64, stride: (2, 2), padding: (1, 1, 0, 2)),
    Case(channels: 6, outputs: 6, kernel: (4, 4), padding: (1, 1, 2, 2), groups: 6),
  ]

  @Test(arguments: cases) func everyResultMatchesTheReference(_ row: Case) throws {
    try check(ConvolutionRun(row.straight(), images: row.images))
  }

  @Test(arguments: cases.filter(\.isTransposable)) func everyTransposedResultMatchesTheReference(_ row: Case) throws {
    try check(ConvolutionRun(row.transposed(), transposed: true, images: row.images))
  }

  private func check(_ run: ConvolutionRun) throws {
    for exact in [true, false] {
      let found = run.results(ComputeContext(threads: 2, exact: exact))
      for (name, (values, expected)) in zip(
        ["output", "input gradient", "weights", "bias"], zip(found, run.expected()))
      {
        #expect(relativeError(values, expected) < (exact ? 2e-6 : 5e-6), "\(name)")
      }
    }
  }

  @Test(arguments: cases.indices.filter { $0 % 2 == 0 }, [false, true])
  func everyThreadCountAndInstructionSetGivesTheSameBits(row: Int, transposed: Bool) throws {
    let row = Self.cases[row]
    guard row.isTransposable || !transposed else { return }
    let run = try ConvolutionRun(
      transposed ? row.transposed() : row.straight(), transposed: transposed, images: row.images)
    let expected = run.results(ComputeContext(threads: 1)).map(\.bits)
    for threads in 1...4 {
      let compute = ComputeContext(threads: threads)
      let same = withEachInstructionSet {
        run.results(ComputeContext(team: compute.team, instructions: $0)).map(\.bits) == expected
      }
      #expect(same.allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: [0, 3, 4, 12, 13])
  func memoryIsForeseenAndAllocatedOnce(row: Int) throws {
    var row = Self.cases[row]
    (row.channels, row.outputs, row.sides) = (row.channels * 8, row.outputs * 8, (24, 24))
    let run = try ConvolutionRun(row.straight(), images: row.images)
    let foreseen = try #require(run.geometry.memory)
    let compute = ComputeContext(threads: 2)
    let operands = run.operands()
    let count = AllocationCount(on: compute.team)
    let convolution = Convolution(run.geometry)
    operands.run(convolution, compute)
    let expected = foreseen.tables + foreseen.workspace + 2 * foreseen.scratch
    let found = count.bytes
    #expect(found < expected + expected / 50 + 60_000, "\(found) bytes where \(expected) are foreseen")
    let before = count.allocations
    operands.run(convolution, compute)
    #expect(count.allocations == before)
  }

  @Test func misfitsAreRefused() {
    func message(_ row: Case, transposed: Bool = false) -> String {
      do {
        _ = try transposed ? row.transposed() : row.straight()
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message(Case(dilation: (4, 1))) == "accepted")
    #expect(
      message(Case(dilation: (5, 1)))
        == "a kernel that dilation spreads to 11 does not fit an image side of 9, padding included")
    #expect(message(Case(dilation: (1, 0))) == "the horizontal dilation must be at least 1, not 0")
    #expect(message(Case(groups: 0)) == "the number of groups must be at least 1, not 0")
    #expect(message(Case(groups: 4)) == "the groups must divide the channels, and 4 does not divide 6")
    #expect(
      message(Case(channels: 8, groups: 4), transposed: true)
        == "the groups must divide the channels, and 4 does not divide 6")
    #expect(message(Case(padding: (1, 1, -1, 1))) == "the padding must not be negative, and is -1")
    #expect(message(Case(channels: 1 << 20, outputs: 1 << 20)) == "the layer is too large")
    #expect(
      throws: ConvolutionGeometry.Misfit.outputPadding(3, stride: 2, dilation: 3),
      performing: {
        try ConvolutionGeometry(
          transposedFrom: 1, height: 4, width: 4, outputChannels: 1, kernelHeight: 3, kernelWidth: 3, strideY: 2,
          outputPaddingY: 3, dilationY: 3)
      })
  }
}

/// A convolution with operands drawn for it.
struct ConvolutionRun {
  let geometry: ConvolutionGeometry
  let transposed: Bool
  let images: Int
  private let x, w, b, dy: [Float]

  init(_ geometry: ConvolutionGeometry, transposed: Bool = false, images: Int) {
    (self.geometry, self.transposed, self.images) = (geometry, transposed, images)
    let (input, output) = transposed ? (geometry.output, geometry.input) : (geometry.input, geometry.output)
    var random = RandomGenerator(seed: 21)
    x = random.numbers(images * input.elementCount)
    dy = random.numbers(images * output.elementCount)
    w = random.numbers(geometry.weightCount)
    b = random.numbers(output.channels)
  }

  /// Outputs, input gradient, weight gradient and bias gradient in double precision.
  func expected() -> [[Double]] {
    let (g, n) = (geometry, images)
    let output = transposed ? g.input : g.output
    let channel = { (place: Int) in place / output.pixels % output.channels }
    let db = dy.indices.reduce(into: [Double](repeating: 0, count: b.count)) { $0[channel($1)] += Double(dy[$1]) }
    guard transposed else {
      return [
        Reference.convolution(g, x, w, b, n: n), Reference.inputGradient(g, dy, w, n: n),
        Reference.weightGradient(g, x, dy, n: n), db,
      ]
    }
    let y = Reference.inputGradient(g, x, w, n: n)
    return [
      y.indices.map { y[$0] + Double(b[channel($0)]) }, Reference.convolution(g, dy, w, nil, n: n),
      Reference.weightGradient(g, dy, x, n: n), db,
    ]
  }

  /// Batches and slices for one run after another.
  struct Operands {
    let x, dy, y, dx: Batch
    let w, b, dw, db: FloatSlice

    func run(_ convolution: Convolution, _ compute: ComputeContext) {
      convolution.forward(x, weights: w, bias: b, into: y, compute: compute)
      convolution.inputGradient(dy, weights: w, into: dx, compute: compute)
      convolution.parameterGradient(input: x, outputGradient: dy, weights: dw, bias: db, compute: compute)
    }

    func run(_ convolution: TransposedConvolution, _ compute: ComputeContext) {
      convolution.forward(x, weights: w, bias: b, into: y, compute: compute)
      convolution.inputGradient(dy, weights: w, into: dx, compute: compute)
      convolution.parameterGradient(input: x, outputGradient: dy, weights: dw, bias: db, compute: compute)
    }
  }

  func operands() -> Operands {
    let (input, output) = transposed ? (geometry.output, geometry.input) : (geometry.input, geometry.output)
    return Operands(
      x: Batch(x, count: images, shape: input), dy: Batch(dy, count: images, shape: output),
      y: Batch(capacity: images, shape: output), dx: Batch(capacity: images, shape: input), w: FloatSlice(w),
      b: FloatSlice(b), dw: FloatBuffer(count: w.count).all, db: FloatBuffer(count: b.count).all)
  }

  /// Outputs, input gradient, weight gradient and bias gradient.
  func results(_ compute: ComputeContext) -> [[Float]] {
    let operands = operands()
    if transposed {
      operands.run(TransposedConvolution(geometry), compute)
    } else {
      operands.run(Convolution(geometry), compute)
    }
    return [operands.y.rowMajor(), operands.dx.rowMajor(), operands.dw.values, operands.db.values]
  }
}
