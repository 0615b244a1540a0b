import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct MatrixProductTests {
  @Test(
    "Sums of products of columns are those of a plain loop, and the same bits on both processors",
    arguments: [(1, 1), (7, 17), (200, 96), (33, 300)])
  func crossProducts(count: Int, width: Int) {
    var random = MersenneTwister(seed: 3)
    let rows = random.numbers(count * width)
    let all = withEachInstructionSet { set in
      var sums = [Double](repeating: 0, count: width * width)
      let compute = ComputeContext(team: ThreadTeam(threads: 3), instructions: set)
      // Twice: it adds.
      for _ in 0..<2 {
        rows.withUnsafeBufferPointer { rows in
          sums.withUnsafeMutableBufferPointer { sums in
            guard let rows = rows.baseAddress, let sums = sums.baseAddress else { return }
            MatrixProduct.addCrossProducts(of: rows, count: count, width: width, into: sums, compute: compute)
          }
        }
      }
      return sums
    }
    for sums in all {
      #expect(sums == all[0])
      for i in 0..<width {
        for j in stride(from: i, to: width, by: 7) {
          let sum = (0..<count).reduce(0.0) { $0 + Double(rows[$1 * width + i]) * Double(rows[$1 * width + j]) }
          #expect(abs(sums[i * width + j] - 2 * sum) < 1e-4)
        }
      }
    }
  }

  @Test(
    "A product in double precision is that of a plain loop, and the same bits on both processors",
    arguments: [(1, 1, false), (9, 5, true), (130, 40, false), (130, 40, true)])
  func doubles(rows: Int, terms: Int, adds: Bool) {
    var random = MersenneTwister(seed: 3)
    let numbers = random.numbers(rows * terms).map(Double.init)
    let input = random.numbers(terms * 16).map(Double.init)
    let start = random.numbers(rows * 16).map(Double.init)
    // Row by row, and turned.
    for (rowStride, termStride) in [(terms, 1), (1, rows)] {
      let all = withEachInstructionSet { set in
        var output = start
        let compute = ComputeContext(team: ThreadTeam(threads: 2), instructions: set)
        numbers.withUnsafeBufferPointer { numbers in
          input.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
              guard let numbers = numbers.baseAddress, let input = input.baseAddress, let output = output.baseAddress
              else { return }
              MatrixProduct.product(
                into: output, rows: rows, input: input, terms: terms, numbers: numbers, rowStride: rowStride,
                termStride: termStride, adds: adds, compute: compute)
            }
          }
        }
        return output
      }
      for output in all {
        #expect(output == all[0])
        for row in 0..<rows {
          for column in 0..<16 {
            let sum = (0..<terms).reduce(adds ? start[row * 16 + column] : 0) {
              $0 + numbers[row * rowStride + $1 * termStride] * input[$1 * 16 + column]
            }
            #expect(abs(output[row * 16 + column] - sum) < 1e-12)
          }
        }
      }
    }
  }
}
