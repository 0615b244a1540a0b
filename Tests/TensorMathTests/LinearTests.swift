import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct LinearTests {
  static let table = [
    [1, 1, 1], [5, 7, 3], [64, 13, 16], [300, 20, 17], [49, 100, 64], [1030, 50, 80], [50, 1030, 33],
  ]

  @Test(arguments: table) func matchesTheReference(_ row: [Int]) {
    let (inputs, outputs, n) = (row[0], row[1], row[2])
    var random = MersenneTwister(seed: 3)
    let x = random.numbers(n * inputs)
    let w = random.numbers(inputs * outputs)
    let b = random.numbers(outputs)
    let dy = random.numbers(n * outputs)
    let layer = Linear(inputs: inputs, outputs: outputs)
    let input = Batch(x, count: n, shape: .vector(inputs))
    let gradient = Batch(dy, count: n, shape: .vector(outputs))
    func everything(_ compute: ComputeContext) -> [[Float]] {
      let y = Batch(capacity: n, shape: .vector(outputs))
      let dx = Batch(capacity: n, shape: .vector(inputs))
      let dw = FloatBuffer(count: w.count)
      let db = FloatBuffer(count: outputs)
      layer.forward(input, weights: FloatSlice(w), bias: FloatSlice(b), into: y, compute: compute)
      layer.inputGradient(gradient, weights: FloatSlice(w), mask: input, into: dx, compute: compute)
      layer.parameterGradient(input: input, outputGradient: gradient, weights: dw.all, bias: db.all, compute: compute)
      return [y.rowMajor(), dx.rowMajor(), dw.values, db.values]
    }
    var y = [Double](repeating: 0, count: n * outputs)
    var dx = [Double](repeating: 0, count: n * inputs)
    var dw = [Double](repeating: 0, count: w.count)
    var db = [Double](repeating: 0, count: outputs)
    for i in 0..<n {
      for o in 0..<outputs {
        y[i * outputs + o] = Double(b[o])
        db[o] += Double(dy[i * outputs + o])
        for f in 0..<inputs {
          y[i * outputs + o] += Double(w[o * inputs + f]) * Double(x[i * inputs + f])
          if x[i * inputs + f] > 0 { dx[i * inputs + f] += Double(w[o * inputs + f]) * Double(dy[i * outputs + o]) }
          dw[o * inputs + f] += Double(x[i * inputs + f]) * Double(dy[i * outputs + o])
        }
      }
    }
    let found = everything(ComputeContext(threads: 2))
    for (values, expected) in zip(found, [y, dx, dw, db]) { #expect(relativeError(values, expected) < 2e-6) }
    for threads in [1, 3, 4] { #expect(everything(ComputeContext(threads: threads)) == found) }
    #expect(
      withEachInstructionSet { everything(ComputeContext(threads: 2, instructions: $0)) == found }.allSatisfy { $0 })
  }
}
