import TensorMath
import TestSupport
import Testing

/// Resizing against plain versions in double precision, and against numbers that PyTorch gave.
@Suite(.serialized) struct UpsamplingTests {
  private static let shape = SampleShape.image(channels: 5, height: 7, width: 6)
  private static let modes: [Upsampling.Mode] = [
    .nearest, .bilinear(alignCorners: false), .bilinear(alignCorners: true),
  ]
  private static let factors: [Double] = [1, 2, 3, 1.7, 2.5, 0.6]

  /// The pixels around a place of an axis and their weights, in double precision.
  private static func taps(_ place: Int, _ side: Int, _ factor: Double, _ mode: Upsampling.Mode) -> [(Int, Double)] {
    let outputs = Int(Double(side) * factor)
    let source: Double
    switch mode {
    case .nearest: return [(min(Int(Float(place) * Float(1 / factor)), side - 1), 1)]
    case .bilinear(let alignCorners):
      source =
        alignCorners
        ? Double(place * (side - 1)) / Double(max(outputs - 1, 1)) : max((Double(place) + 0.5) / factor - 0.5, 0)
    }
    if side == outputs { return [(place, 1)] }
    let first = min(Int(source), side - 1)
    return [(first, 1 - (source - Double(first))), (min(first + 1, side - 1), source - Double(first))]
  }

  private static func resized(_ plane: [[Double]], _ factor: Double, _ mode: Upsampling.Mode) -> [[Double]] {
    (0..<Int(Double(plane.count) * factor)).map { y in
      (0..<Int(Double(plane[0].count) * factor)).map { x in
        taps(y, plane.count, factor, mode).reduce(0) { sum, row in
          sum + taps(x, plane[0].count, factor, mode).reduce(0) { $0 + $1.1 * row.1 * plane[row.0][$1.0] }
        }
      }
    }
  }

  @Test(arguments: modes, factors) func imagesAndGradientsAreAsDefined(_ mode: Upsampling.Mode, factor: Double) throws {
    let operation = CheckedOperation(try Upsampling(Self.shape, factor: factor, mode: mode))
    operation.checkLinear(tolerance: 1e-6) {
      ReferenceImages.map($0, Self.shape) { Self.resized($0, factor, mode) }
    }
    operation.checkBits()
    operation.checkAllocations()
  }

  private func column(_ values: [Float], _ factor: Double, _ mode: Upsampling.Mode) throws -> [Float] {
    let upsampling = try Upsampling(
      .image(channels: 1, height: values.count, width: 1), factorY: factor, factorX: 1, mode: mode)
    return CheckedOperation(upsampling).forward(values, count: 1)
  }

  /// PyTorch's `interpolate(x, scale_factor=(f, 1))`.
  @Test func numbersAreThoseOfPyTorch() throws {
    let squares: [Float] = [0, 1, 4, 9, 16]
    #expect(try column(squares, 1.7, .nearest) == [0, 0, 1, 1, 4, 4, 9, 16])
    #expect(try column(squares, 0.7, .nearest) == [0, 1, 4])
    // The side doubles, or stays, though the factor is not quite so.
    #expect(try column([0, 1, 2], 2.03, .nearest) == [0, 0, 1, 1, 2, 2])
    #expect(try column([0, 1, 2], 1.3, .nearest) == [0, 1, 2])
    let edges = try column(squares, 1.7, .bilinear(alignCorners: false))
    let corners = try column(squares, 1.7, .bilinear(alignCorners: true))
    #expect(
      relativeError(edges, [0, 0.38235298, 0.97058833, 2.6764708, 4.735294, 7.6764708, 11.264707, 15.382353]) < 3e-7)
    #expect(
      relativeError(corners, [0, 0.5714286, 1.4285716, 3.1428576, 5.4285717, 8.285715, 12.000002, 16]) < 3e-7)
    #expect(
      relativeError(try column(squares, 0.7, .bilinear(alignCorners: false)), [0.21428573, 2.9285717, 9.500002])
        < 3e-7)
  }

  @Test func theGradientIsZeroWhereTheMaskIs() throws {
    let upsampling = try Upsampling(Self.shape, factor: 2, mode: .bilinear(alignCorners: false))
    var random = MersenneTwister(seed: 3)
    let dy = Batch(random.numbers(21 * upsampling.output.elementCount), count: 21, shape: upsampling.output)
    CheckedOperation.checkMask(Self.shape) {
      upsampling.inputGradient(dy, mask: $0, into: $1, compute: ComputeContext(threads: 2))
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(throws: ImageOperationMisfit.factor(0)) { try Upsampling(Self.shape, factor: 0) }
    #expect(throws: ImageOperationMisfit.factor(.infinity)) { try Upsampling(Self.shape, factor: .infinity) }
    #expect(throws: ImageOperationMisfit.self) { try Upsampling(Self.shape, factor: .nan) }
    #expect(throws: ImageOperationMisfit.nothingLeft(side: 7, factor: 0.1)) {
      try Upsampling(Self.shape, factor: 0.1)
    }
    #expect(throws: ImageOperationMisfit.tooLarge) { try Upsampling(Self.shape, factor: 1e30) }
    #expect(throws: ImageOperationMisfit.tooLarge) { try Upsampling(Self.shape, factor: 1e6) }
    #expect(throws: ImageOperationMisfit.notAnImage(.vector(3))) { try Upsampling(.vector(3), factor: 2) }
  }
}
