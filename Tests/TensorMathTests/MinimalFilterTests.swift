import TensorMath
import TestSupport
import Testing
import VectorRoutines
import VectorRoutinesAVX512

/// The minimal filters in one dimension, as matrices.
@Suite struct MinimalFilterTests {
  typealias Matrix = [[Double]]

  /// A filter, with the sum over taps that it stands for.
  struct Filter: CustomTestStringConvertible, Sendable {
    let number: Int
    let testDescription: String
    let taps: Int
    let inputs: Int
    let outputs: Int
    /// Output `y` of taps `g` over samples `d`.
    let sum: @Sendable (_ y: Int, _ g: [Double], _ d: [Double]) -> Double
  }

  static let filters = [
    Filter(number: 0, testDescription: "four of three", taps: 3, inputs: 6, outputs: 4) { y, g, d in
      g.indices.reduce(0) { $0 + g[$1] * d[y + $1] }
    },
    Filter(number: 1, testDescription: "four of five", taps: 5, inputs: 8, outputs: 4) { y, g, d in
      g.indices.reduce(0) { $0 + g[$1] * d[y + $1] }
    },
    Filter(number: 2, testDescription: "four of three at a stride of two", taps: 3, inputs: 9, outputs: 4) { y, g, d in
      g.indices.reduce(0) { $0 + g[$1] * d[2 * y + $1] }
    },
    // Samples stand at the odd places 1, 3, … of a row of zeros.
    Filter(number: 3, testDescription: "eight of three, spread", taps: 3, inputs: 5, outputs: 8) { y, g, d in
      g.indices.reduce(0) { $0 + ((y + $1) % 2 == 1 ? g[$1] * d[(y + $1) / 2] : 0) }
    },
    Filter(number: 4, testDescription: "four of five at a stride of two", taps: 5, inputs: 11, outputs: 4) { y, g, d in
      g.indices.reduce(0) { $0 + g[$1] * d[2 * y + $1] }
    },
    // Samples stand at the even places 0, 2, … of a row of zeros.
    Filter(number: 5, testDescription: "eight of five, spread", taps: 5, inputs: 6, outputs: 8) { y, g, d in
      g.indices.reduce(0) { $0 + ((y + $1) % 2 == 0 ? g[$1] * d[(y + $1) / 2] : 0) }
    },
  ]

  /// Those that weight gradients read backwards; the ones that spread are not.
  private static let backwards = filters.filter { ![3, 5].contains($0.number) }

  private enum Map: Int { case input, weights, output, outputGradient, weightGradient }

  /// The map's matrix by the AVX2 build; where the processor can, the other must give the same.
  private func matrix(_ filter: Filter, _ map: Map) -> Matrix {
    func read(_ write: (Int, Int, UnsafeMutablePointer<Float>) -> (rows: Int, columns: Int)) -> Matrix {
      let buffer = FloatBuffer([Float](repeating: .nan, count: 121))
      let (rows, columns) = write(filter.number, map.rawValue, buffer.pointer)
      return (0..<rows).map { row in (0..<columns).map { Double(buffer.values[row * columns + $0]) } }
    }
    let found = read(VectorRoutines.minimalFilterMatrix)
    if InstructionSet.best == .avx512 { #expect(read(VectorRoutinesAVX512.minimalFilterMatrix) == found) }
    return found
  }

  private func apply(_ matrix: Matrix, _ x: [Double]) -> [Double] {
    matrix.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func transpose(_ matrix: Matrix) -> Matrix {
    (0..<(matrix.first?.count ?? 0)).map { column in matrix.map { $0[column] } }
  }

  @Test(arguments: filters) func theProductsMakeTheSum(_ filter: Filter) {
    let (input, weights) = (matrix(filter, .input), matrix(filter, .weights))
    let output = matrix(filter, .output)
    #expect(input.allSatisfy { $0.count == filter.inputs })
    #expect(weights.allSatisfy { $0.count == filter.taps })
    #expect(output.count == filter.outputs)
    #expect(output.allSatisfy { $0.count == input.count })
    var random = MersenneTwister(seed: 13)
    for _ in 0..<20 {
      let g = random.numbers(filter.taps).map(Double.init)
      let d = random.numbers(filter.inputs).map(Double.init)
      let factors = apply(weights, g)
      // The last factor of the weights serves all products from there on.
      let products = apply(input, d).enumerated().map { $1 * factors[min($0, factors.count - 1)] }
      let found = apply(output, products).map { Float($0) }
      #expect(relativeError(found, (0..<filter.outputs).map { filter.sum($0, g, d) }) < 1e-5)
    }
  }

  @Test(arguments: backwards) func theOutputGradientIsTheTransposeOfTheOutput(_ filter: Filter) {
    #expect(matrix(filter, .outputGradient) == transpose(matrix(filter, .output)))
  }

  @Test(arguments: backwards) func theWeightGradientIsTheTransposeOfTheWeights(_ filter: Filter) {
    #expect(matrix(filter, .weightGradient) == transpose(matrix(filter, .weights)))
  }
}
