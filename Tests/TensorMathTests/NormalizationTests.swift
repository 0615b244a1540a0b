import TensorMath
import TestSupport
import Testing

/// What all normalisations share, against their definition in double precision.
@Suite(.serialized) struct NormalizationTests {
  /// Operands of a case: numbers around a mean that is no small one, and padding that holds other numbers.
  struct Operands {
    let x, dy, weight, bias: [Float]
    let input, outputGradient: Batch

    init(_ test: NormalizationCase, seed: UInt64 = 5) {
      var random = MersenneTwister(seed: seed)
      let size = test.count * test.shape.elementCount
      x = random.numbers(size).map { 3 * $0 + 2 }
      dy = random.numbers(size)
      weight = random.numbers(test.parameterCount).map { $0 + 1.5 }
      bias = random.numbers(test.parameterCount)
      input = Batch(x, count: test.count, shape: test.shape)
      outputGradient = Batch(dy, count: test.count, shape: test.shape)
      for block in 0..<input.blocks {
        for place in 0..<input.blockFloats where place % 16 >= input.samples(inBlock: block) {
          input.block(block)[place] = Float(place % 11) * 1000
          outputGradient.block(block)[place] = 7
        }
      }
    }
  }

  /// The largest difference.
  private func worst(_ found: [Float], _ expected: [Double]) -> Double {
    found.count == expected.count ? zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) } : .infinity
  }

  private func padding(_ batch: Batch) -> [Float] {
    (0..<batch.blocks).flatMap { block in
      (0..<batch.blockFloats).filter { $0 % 16 >= batch.samples(inBlock: block) }.map { batch.block(block)[$0] }
    }
  }

  @Test(arguments: NormalizationCase.all) func valuesAndGradientsAreThoseOfTheDefinition(_ test: NormalizationCase) {
    let compute = ComputeContext(threads: 2)
    let operands = Operands(test)
    let reference = test.reference()
    for affine in [true, false] {
      let statistics = NormalizationStatistics()
      let output = Batch(capacity: test.count, shape: test.shape)
      let inputGradient = Batch(capacity: test.count, shape: test.shape)
      let (weight, bias) = (FloatSlice(operands.weight), FloatSlice(operands.bias))
      let (weightGradient, biasGradient) = (FloatBuffer(count: weight.count).all, FloatBuffer(count: bias.count).all)
      test.forward(operands.input, affine ? weight : nil, affine ? bias : nil, into: output, statistics, compute)
      test.backward(
        operands.outputGradient, operands.input, affine ? weight : nil, into: inputGradient, weightGradient,
        biasGradient, statistics, compute)
      let weights = affine ? operands.weight.map(Double.init) : nil
      let x = operands.x.map(Double.init)
      let expected = reference.forward(x, weights, affine ? operands.bias.map(Double.init) : nil)
      let error = zip(output.rowMajor(), expected).reduce(0) { max($0, abs(Double($1.0) - $1.1) / max(1, abs($1.1))) }
      #expect(error < 1e-6)
      let (dx, dw, db) = reference.backward(x, operands.dy.map(Double.init), weights)
      // Two numbers a set leave hardly any gradient, so that errors are measured by what it is the difference of.
      let scale = operands.dy.reduce(0) { max($0, Double(abs($1))) }
      #expect(min(relativeError(inputGradient.rowMajor(), dx), worst(inputGradient.rowMajor(), dx) / scale) < 2e-5)
      #expect(min(relativeError(weightGradient.values, dw), worst(weightGradient.values, dw)) < 2e-5)
      #expect(min(relativeError(biasGradient.values, db), worst(biasGradient.values, db)) < 2e-5)
      #expect(padding(output).allSatisfy { $0 == 0 } && padding(inputGradient).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: NormalizationCase.all.filter { $0.count == 15 })
  func theSameBitsEverywhere(_ test: NormalizationCase) {
    let test = NormalizationCase(kind: test.kind, shape: test.shape, count: 53)
    let operands = Operands(test)
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let statistics = NormalizationStatistics()
      let output = Batch(capacity: test.count, shape: test.shape)
      let inputGradient = Batch(capacity: test.count, shape: test.shape)
      let weight = FloatSlice(operands.weight)
      let (weightGradient, biasGradient) = (FloatBuffer(count: weight.count).all, FloatBuffer(count: weight.count).all)
      test.forward(operands.input, weight, FloatSlice(operands.bias), into: output, statistics, compute)
      test.backward(
        operands.outputGradient, operands.input, weight, into: inputGradient, weightGradient, biasGradient, statistics,
        compute)
      return [
        output.storage.values.bits, inputGradient.storage.values.bits, weightGradient.values.bits,
        biasGradient.values.bits,
      ]
    }
    let expected = everything(ComputeContext(threads: 1, instructions: .avx2))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test(arguments: NormalizationCase.all.filter { $0.count == 2 && $0.shape.elementCount < 200 })
  func gradientsAreThoseOfFiniteDifferences(_ test: NormalizationCase) {
    let operands = Operands(test)
    let compute = ComputeContext(threads: 1)
    let statistics = NormalizationStatistics()
    let output = Batch(capacity: test.count, shape: test.shape)
    let weight = FloatSlice(operands.weight)
    test.forward(operands.input, weight, FloatSlice(operands.bias), into: output, statistics, compute)
    let inputGradient = Batch(capacity: test.count, shape: test.shape)
    test.backward(
      operands.outputGradient, operands.input, weight, into: inputGradient, nil, nil, statistics, compute)
    let (x, weights) = (operands.x.map(Double.init), operands.weight.map(Double.init))
    let reference = test.reference()
    func loss(_ x: [Double]) -> Double {
      zip(reference.forward(x, weights, nil), operands.dy).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    for place in stride(from: 0, to: x.count, by: max(1, x.count / 13)) {
      let step = 1e-4
      var (above, below) = (x, x)
      above[place] += step
      below[place] -= step
      let slope = (loss(above) - loss(below)) / (2 * step)
      #expect(abs(Double(inputGradient.rowMajor()[place]) - slope) < 1e-4 * max(1, abs(slope)))
    }
  }

  @Test(arguments: NormalizationCase.all.filter { $0.count == 37 })
  func rectifyingAndMaskingAreSweepsOfTheirOwn(_ test: NormalizationCase) {
    let operands = Operands(test)
    let compute = ComputeContext(threads: 2)
    let statistics = NormalizationStatistics()
    let (plain, fused) = (
      Batch(capacity: test.count, shape: test.shape), Batch(capacity: test.count, shape: test.shape)
    )
    let (weight, bias) = (FloatSlice(operands.weight), FloatSlice(operands.bias))
    test.forward(operands.input, weight, bias, into: plain, statistics, compute)
    test.forward(operands.input, weight, bias, activation: .relu, into: fused, statistics, compute)
    #expect(fused.rowMajor() == plain.rowMajor().map { max($0, 0) })
    test.backward(operands.outputGradient, operands.input, weight, into: plain, nil, nil, statistics, compute)
    // The gradient may take the place of the one that it is made from.
    test.backward(
      operands.outputGradient, operands.input, weight, mask: operands.input, into: operands.outputGradient, nil, nil,
      statistics, compute)
    #expect(operands.outputGradient.rowMajor() == zip(plain.rowMajor(), operands.x).map { $1 > 0 ? $0 : 0 })
    #expect(operands.x.contains { $0 < 0 } && operands.x.contains { $0 > 0 })
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: NormalizationCase.all.filter { $0.count == 37 })
  func aSteadyStepAllocatesNothing(_ test: NormalizationCase) throws {
    let compute = ComputeContext(threads: 2)
    let full = Operands(NormalizationCase(kind: test.kind, shape: test.shape, count: 48))
    let last = Operands(test)
    let statistics = NormalizationStatistics()
    let output = Batch(capacity: 48, shape: test.shape)
    let weight = FloatSlice(full.weight)
    let gradient = FloatBuffer(count: weight.count).all
    func step(_ operands: Operands) {
      test.forward(operands.input, weight, weight, into: output, statistics, compute)
      test.backward(
        operands.outputGradient, operands.input, weight, into: output, gradient, gradient, statistics, compute)
    }
    let memory = try #require(test.memory(batch: 48))
    let count = AllocationCount(on: compute.team)
    step(full)
    // What is foreseen, and what the allocator and two threads' buffers add.
    let bytes = count.bytes
    #expect(bytes <= memory.tables + memory.workspace + 2 * memory.scratch + 4096)
    #expect(bytes >= memory.tables)
    let before = count.allocations
    step(last)
    step(full)
    step(last)
    let allocations = count.allocations - before
    #expect(allocations == 0)
  }

  @Test(arguments: [NormalizationCase.Kind.batch, .groups(2), .layer])
  func aLargeMeanCostsNoAccuracy(_ kind: NormalizationCase.Kind) {
    let test = NormalizationCase(kind: kind, shape: .image(channels: 4, height: 9, width: 8), count: 19)
    var random = MersenneTwister(seed: 9)
    let x = random.numbers(test.count * test.shape.elementCount).map { $0 + 10_000 }
    let output = Batch(capacity: test.count, shape: test.shape)
    test.forward(
      Batch(x, count: test.count, shape: test.shape), nil, nil, into: output, NormalizationStatistics(),
      ComputeContext(threads: 1))
    #expect(worst(output.rowMajor(), test.reference().forward(x.map(Double.init), nil, nil)) < 1e-6)
  }
}
