import TensorMath
import TestSupport
import Testing

/// PReLU and its gradients against their definition in double precision.
@Suite(.serialized) struct ParametricRectifierTests {
  /// Shapes and numbers of weights; the large image has more pixels than are summed in one run.
  private static let cases: [(SampleShape, Int)] = [
    (.vector(7), 1), (.vector(7), 7), (.image(channels: 3, height: 11, width: 13), 1),
    (.image(channels: 3, height: 11, width: 13), 3), (.image(channels: 19, height: 2, width: 3), 19),
  ]

  @Test(arguments: cases) func valuesAndGradientsAreAsDefined(_ shape: SampleShape, count weightCount: Int) throws {
    var random = MersenneTwister(seed: 9)
    let rectifier = try ParametricRectifier(shape, weights: weightCount)
    let compute = ComputeContext(threads: 2)
    let weights = random.numbers(weightCount)
    for count in CheckedOperation.counts {
      var x = random.numbers(count * shape.elementCount)
      x[0] = 0
      let dy = random.numbers(x.count)
      let (input, gradient) = (Batch(x, count: count, shape: shape), Batch(dy, count: count, shape: shape))
      let (y, dx) = (Batch(capacity: count, shape: shape), Batch(capacity: count, shape: shape))
      let dw = FloatBuffer(count: weightCount).all
      rectifier.forward(input, weights: FloatSlice(weights), into: y, compute: compute)
      rectifier.inputGradient(gradient, input: input, weights: FloatSlice(weights), into: dx, compute: compute)
      // What stands beside the samples does not count.
      for sample in count..<(count + 15) / 16 * 16 {
        for place in 0..<shape.elementCount {
          input.storage[sample / 16 * input.blockFloats + place * 16 + sample % 16] = -1
        }
      }
      rectifier.weightGradient(input: input, outputGradient: gradient, into: dw, compute: compute)
      var (values, inputs): ([Double], [Double]) = ([], [])
      var sums = [Double](repeating: 0, count: weightCount)
      for (place, (x, dy)) in zip(x, dy).enumerated() {
        let channel = weightCount == 1 ? 0 : place / shape.pixels % shape.channels
        let slope = x > 0 ? 1 : Double(weights[channel])
        values.append(slope * Double(x))
        inputs.append(slope * Double(dy))
        if x <= 0 { sums[channel] += Double(x) * Double(dy) }
      }
      #expect(relativeError(y.rowMajor(), values) < 1e-7, "\(count) samples")
      #expect(relativeError(dx.rowMajor(), inputs) < 1e-7, "\(count) samples")
      #expect(relativeError(dw.values, sums) < 1e-5, "\(count) samples")
    }
  }

  private func checked(_ shape: SampleShape, _ weightCount: Int, _ gradient: FloatSlice) throws -> CheckedOperation {
    let rectifier = try ParametricRectifier(shape, weights: weightCount)
    let weights = FloatSlice([Float](repeating: ParametricRectifier.initialWeight, count: weightCount))
    var random = MersenneTwister(seed: 10)
    let input = Batch(random.numbers(37 * shape.elementCount), count: 37, shape: shape)
    return CheckedOperation(
      input: shape, output: shape, forward: { rectifier.forward($0, weights: weights, into: $1, compute: $2) },
      backward: {
        input.count = $0.count
        rectifier.inputGradient($0, input: input, weights: weights, into: $1, compute: $2)
        rectifier.weightGradient(input: input, outputGradient: $0, into: gradient, compute: $2)
      })
  }

  @Test(arguments: cases) func bitsAndAllocations(_ shape: SampleShape, count: Int) throws {
    let gradient = FloatBuffer(count: count).all
    let operation = try checked(shape, count, gradient)
    operation.checkBits()
    operation.checkAllocations()
  }

  @Test(arguments: cases) func weightsHaveTheSameGradientEverywhere(_ shape: SampleShape, count: Int) throws {
    let gradient = FloatBuffer(count: count).all
    let operation = try checked(shape, count, gradient)
    var random = MersenneTwister(seed: 11)
    let dy = Batch(random.numbers(37 * shape.elementCount), count: 37, shape: shape)
    func bits(_ compute: ComputeContext) -> [UInt32] {
      operation.backward(dy, Batch(capacity: 37, shape: shape), compute)
      return gradient.values.bits
    }
    let expected = bits(ComputeContext(threads: 1))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet { bits(ComputeContext(team: team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test func oneWeightOrOneAChannel() throws {
    let shape = SampleShape.image(channels: 3, height: 2, width: 2)
    #expect(throws: ImageOperationMisfit.weights(2, channels: 3)) { try ParametricRectifier(shape, weights: 2) }
    #expect(throws: ImageOperationMisfit.weights(0, channels: 3)) { try ParametricRectifier(shape, weights: 0) }
    let (one, three) = (try ParametricRectifier(shape), try ParametricRectifier(shape, weights: 3))
    #expect(one.memory(batch: 1) == OperationMemory(workspace: 12))
    #expect(three.memory(batch: 1) == OperationMemory())
  }
}
