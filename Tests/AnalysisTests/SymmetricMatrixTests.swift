import Analysis
import Basics
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct SymmetricMatrixTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()

  /// A matrix of random numbers in blocks along the diagonal, and of nothing elsewhere.
  private func matrix(_ blocks: [Int]) -> [Double] {
    var random = SplitMix(state: 5)
    let side = blocks.reduce(0, +)
    var numbers = [Double](repeating: 0, count: side * side)
    var first = 0
    for block in blocks {
      for row in first..<first + block {
        for column in row..<first + block {
          let number = Double.random(in: -1..<1, using: &random)
          (numbers[row * side + column], numbers[column * side + row]) = (number, number)
        }
      }
      first += block
    }
    return numbers
  }

  /// All values, and all vectors, one after the other.
  private func eigen(_ matrix: [Double], side: Int) throws -> (values: [Double], vectors: [Double]) {
    var numbers = matrix
    return try numbers.withUnsafeMutableBufferPointer { numbers in
      let taken = try SymmetricMatrix(try #require(numbers.baseAddress), side: side, compute: compute, unless: stop)
      return (taken.values, try taken.vectors(side, compute: compute, unless: stop))
    }
  }

  @Test(
    "A matrix only lengthens its vectors, by its values, whatever blocks it has",
    arguments: [[1], [2], [3, 1, 4], [5, 5], [1, 1, 1, 1], [70], [33, 2, 40]])
  func vectors(blocks: [Int]) throws {
    let matrix = matrix(blocks)
    let side = blocks.reduce(0, +)
    let (values, vectors) = try eigen(matrix, side: side)
    #expect(values == values.sorted(by: >))
    var worst = 0.0
    for member in 0..<side {
      let vector = vectors[member * side..<(member + 1) * side]
      for row in 0..<side {
        let product = zip(matrix[row * side..<(row + 1) * side], vector).reduce(0) { $0 + $1.0 * $1.1 }
        worst = max(worst, abs(product - values[member] * vectors[member * side + row]))
        let other = zip(vectors[row * side..<(row + 1) * side], vector).reduce(0) { $0 + $1.0 * $1.1 }
        worst = max(worst, abs(other - (row == member ? 1 : 0)))
      }
    }
    #expect(worst < 1e-12)
  }

  @Test("What has underflowed is zero beside the largest number, and turns no vectors")
  func underflow() throws {
    let least = Double.leastNonzeroMagnitude
    let (values, vectors) = try eigen([3, 0, 0, 0, 0, least, 0, least, 0], side: 3)
    #expect(values == [3, 0, 0])
    #expect(vectors == [1, 0, 0, 0, 1, 0, 0, 0, 1])
  }
}
