import TensorMath
import TestSupport
import Testing

/// Poolings against plain versions in double precision, and max pooling's rules.
@Suite(.serialized) struct PoolingTests {
  private static let shape = SampleShape.image(channels: 3, height: 9, width: 8)

  /// Windows that overlap, touch, leave gaps, reach into the padding and over the border.
  static func geometries() throws -> [PoolingGeometry] {
    try [
      PoolingGeometry(shape, kernel: 2), PoolingGeometry(shape, kernel: 3, stride: 2, padding: 1),
      PoolingGeometry(shape, kernel: 3, stride: 2, padding: 1, roundsUp: true),
      PoolingGeometry(shape, kernel: 2, roundsUp: true),
      PoolingGeometry(shape, kernel: 3, stride: 3, padding: 1, roundsUp: true),
      PoolingGeometry(shape, kernel: 2, stride: 3),
      PoolingGeometry(
        shape, kernelHeight: 4, kernelWidth: 1, strideY: 1, strideX: 5, paddingY: 2, paddingX: 0, roundsUp: true),
      PoolingGeometry(shape, kernelHeight: 9, kernelWidth: 8),
    ]
  }

  private func maxPooling(_ g: PoolingGeometry) throws -> CheckedOperation {
    let (pooling, winners) = (try MaxPooling(g), MaxPoolingWinners())
    return CheckedOperation(
      input: g.input, output: g.output,
      forward: { pooling.forward($0, into: $1, winners: winners, compute: $2) },
      backward: { pooling.inputGradient($0, winners: winners, into: $1, compute: $2) })
  }

  /// PyTorch's own outputs for a side of 9 and of 8.
  @Test func windowsAreCountedAsPyTorchDoes() throws {
    let sides = try Self.geometries().map { [$0.rows.outputs, $0.columns.outputs] }
    #expect(sides == [[4, 4], [5, 4], [5, 5], [5, 4], [4, 3], [3, 3], [10, 2], [1, 1]])
    let short = SampleShape.image(channels: 1, height: 2, width: 2)
    let outputs = try PoolingGeometry(short, kernel: 3, stride: 2, roundsUp: true).rows.outputs
    #expect(outputs == 1)
  }

  @Test func theLargestAndItsGradientAreAsDefined() throws {
    var random = MersenneTwister(seed: 1)
    let compute = ComputeContext(threads: 2)
    for g in try Self.geometries() {
      let operation = try maxPooling(g)
      for count in CheckedOperation.counts {
        // Few values, so that many are equal.
        let x = random.numbers(count * g.input.elementCount).map { ($0 * 4).rounded() }
        let dy = random.numbers(count * g.output.elementCount)
        let (result, gradient) = (Batch(capacity: count, shape: g.output), Batch(capacity: count, shape: g.input))
        operation.forward(Batch(x, count: count, shape: g.input), result, compute)
        operation.backward(Batch(dy, count: count, shape: g.output), gradient, compute)
        var (values, gradients): ([Float], [Double]) = ([], [])
        var place = 0
        for plane in ReferenceImages.planes(x, g.input) {
          var expected = plane.map { $0.map { _ in 0.0 } }
          for winner in ReferencePooling.maxima(g, plane).joined() {
            values.append(Float(winner.value))
            expected[winner.y][winner.x] += Double(dy[place])
            place += 1
          }
          gradients += expected.joined()
        }
        #expect(result.rowMajor() == values, "\(g), \(count) samples")
        #expect(relativeError(gradient.rowMajor(), gradients) < 1e-7, "\(g), \(count) samples")
        operation.checkPadding(result, gradient)
      }
    }
  }

  @Test func whatIsNoNumberWinsAndMinusInfinityCan() throws {
    let shape = SampleShape.image(channels: 1, height: 2, width: 6)
    let g = try PoolingGeometry(shape, kernel: 2)
    let infinity = Float.infinity
    let x: [Float] = [1, .nan, -infinity, -infinity, .nan, 1, 3, 2, -infinity, -infinity, 0, .nan]
    let operation = try maxPooling(g)
    let y = operation.forward(x, count: 1)
    #expect(y[0].isNaN && y[1] == -infinity && y[2].isNaN)
    let gradient = Batch(capacity: 1, shape: shape)
    operation.backward(Batch([5, 6, 7], count: 1, shape: g.output), gradient, ComputeContext(threads: 1))
    // PyTorch gives it to the last that is no number, and of equal ones to the first.
    #expect(gradient.rowMajor() == [0, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 7])
  }

  @Test func theLargestWindowHasAByte() throws {
    let shape = SampleShape.image(channels: 2, height: 16, width: 16)
    let operation = try maxPooling(PoolingGeometry(shape, kernel: 16))
    var x = [Float](repeating: 0, count: 512)
    (x[255], x[256]) = (1, 1)
    #expect(operation.forward(x, count: 1) == [1, 1])
    let gradient = Batch(capacity: 1, shape: shape)
    operation.backward(Batch([2, 3], count: 1, shape: operation.output), gradient, ComputeContext(threads: 1))
    var expected = [Float](repeating: 0, count: 512)
    (expected[255], expected[256]) = (2, 3)
    #expect(gradient.rowMajor() == expected)
  }

  @Test func withoutWinnersTheLargestAreTheSame() throws {
    var random = MersenneTwister(seed: 2)
    let g = try PoolingGeometry(Self.shape, kernel: 3, stride: 2, padding: 1)
    let input = Batch(random.numbers(21 * g.input.elementCount), count: 21, shape: g.input)
    let (with, without) = (Batch(capacity: 21, shape: g.output), Batch(capacity: 21, shape: g.output))
    let compute = ComputeContext(threads: 2)
    try MaxPooling(g).forward(input, into: with, winners: MaxPoolingWinners(), compute: compute)
    try MaxPooling(g).forward(input, into: without, compute: compute)
    #expect(with.rowMajor() == without.rowMajor())
  }

  @Test(arguments: [true, false]) func meansAreAsDefined(countsPadding: Bool) throws {
    for g in try Self.geometries() {
      CheckedOperation(try AveragePooling(g, countsPadding: countsPadding)).checkLinear(tolerance: 2e-7) {
        ReferenceImages.map($0, g.input) { ReferencePooling.means(g, $0, countsPadding: countsPadding) }
      }
    }
  }

  @Test(arguments: [[1, 1], [4, 3], [9, 8], [11, 20]]) func adaptiveMeansAreAsDefined(sides: [Int]) throws {
    let pooling = try AdaptiveAveragePooling(Self.shape, height: sides[0], width: sides[1])
    CheckedOperation(pooling).checkLinear(tolerance: 2e-7) {
      ReferenceImages.map($0, Self.shape) {
        ReferencePooling.adaptiveMeans($0, height: sides[0], width: sides[1])
      }
    }
  }

  @Test func theGradientIsZeroWhereTheMaskIs() throws {
    let g = try PoolingGeometry(Self.shape, kernel: 3, stride: 2, padding: 1)
    let (pooling, winners, compute) = (try MaxPooling(g), MaxPoolingWinners(), ComputeContext(threads: 2))
    var random = MersenneTwister(seed: 3)
    let input = Batch(random.numbers(21 * g.input.elementCount), count: 21, shape: g.input)
    let dy = Batch(random.numbers(21 * g.output.elementCount), count: 21, shape: g.output)
    pooling.forward(input, into: Batch(capacity: 21, shape: g.output), winners: winners, compute: compute)
    CheckedOperation.checkMask(g.input) {
      pooling.inputGradient(dy, winners: winners, mask: $0, into: $1, compute: compute)
    }
    let means = try AveragePooling(g)
    CheckedOperation.checkMask(g.input) { means.inputGradient(dy, mask: $0, into: $1, compute: compute) }
  }

  @Test func bitsAndAllocations() throws {
    for g in try Self.geometries() {
      try maxPooling(g).checkBits()
      try maxPooling(g).checkAllocations()
      let means = CheckedOperation(try AveragePooling(g))
      means.checkBits()
      means.checkAllocations()
    }
  }

  @Test func memoryIsCounted() throws {
    let g = try PoolingGeometry(Self.shape, kernel: 2)
    let pooling = try MaxPooling(g)
    #expect(pooling.memory(batch: 17) == OperationMemory(tables: 32 * 48, scratch: 48))
    #expect(pooling.memory(batch: .max) == nil)
    // A row of the image, and a start for each row and the end, a tap for each pixel: 5 + 5 rows and columns of the
    // result, 10 + 9 of the image, and eight bytes for each of the 8 pixels that windows hold, four times.
    let expected = OperationMemory(tables: (5 + 5 + 10 + 9) * 4 + 4 * 8 * 8, scratch: 8 * 3 * 64)
    let means = try AveragePooling(g)
    #expect(means.memory(batch: 17) == expected)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let vector = SampleShape.vector(4)
    #expect(throws: ImageOperationMisfit.notAnImage(vector)) { try PoolingGeometry(vector, kernel: 2) }
    #expect(throws: ImageOperationMisfit.notPositive("kernel", 0)) { try PoolingGeometry(Self.shape, kernel: 0) }
    #expect(throws: ImageOperationMisfit.notPositive("stride", 0)) {
      try PoolingGeometry(Self.shape, kernel: 2, stride: 0)
    }
    #expect(throws: ImageOperationMisfit.negative("padding", -1)) {
      try PoolingGeometry(Self.shape, kernel: 2, padding: -1)
    }
    #expect(throws: ImageOperationMisfit.paddingLargerThanHalf(padding: 2, kernel: 3)) {
      try PoolingGeometry(Self.shape, kernel: 3, padding: 2)
    }
    #expect(throws: ImageOperationMisfit.kernelLargerThanImage(kernel: 9, paddedImage: 8)) {
      try PoolingGeometry(Self.shape, kernel: 9)
    }
    #expect(throws: ImageOperationMisfit.tooLarge) { try PoolingGeometry(Self.shape, kernel: 2, stride: .max) }
    // The longest that there may be, and one more.
    #expect(throws: Never.self) { try PoolingGeometry(Self.shape, kernel: 2, stride: 1 << 24) }
    #expect(throws: ImageOperationMisfit.tooLarge) { try PoolingGeometry(Self.shape, kernel: 2, stride: 1 << 24 + 1) }
    let large = SampleShape.image(channels: 1, height: 17, width: 16)
    #expect(throws: ImageOperationMisfit.tooManyTaps(272)) {
      try MaxPooling(PoolingGeometry(large, kernelHeight: 17, kernelWidth: 16))
    }
    let long = SampleShape.image(channels: 1, height: 1 << 20, width: 1)
    #expect(throws: ImageOperationMisfit.tooLarge) {
      try AveragePooling(PoolingGeometry(long, kernelHeight: 1 << 10, kernelWidth: 1, strideY: 1))
    }
    #expect(throws: ImageOperationMisfit.notPositive("width", 0)) {
      try AdaptiveAveragePooling(Self.shape, height: 1, width: 0)
    }
    #expect(
      "\(ImageOperationMisfit.tooManyTaps(272))" == "a window may have up to 256 pixels, not 272")
  }
}
