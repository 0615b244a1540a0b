import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Denormal numbers in a training step give what zeros in their place give.
@Suite(.serialized) struct DenormalStepTests {
  /// Where denormal numbers stand in a step.
  enum Place: CaseIterable { case images, weights, moments }

  /// Two steps with all numbers of one kind replaced: the bits of losses, weights, gradients and moments after each.
  ///
  /// Moments decay by themselves where images and weights are zero, and so every gradient.
  private func steps(_ place: Place, _ small: (Int) -> Float, _ compute: ComputeContext) throws -> [UInt64] {
    let model = try TrainingSample.model()
    var generator = RandomGenerator(seed: 9)
    var pixels = generator.numbers(21 * TrainingSample.image.elementCount)
    let count = model.parameterCount
    var (first, second) = (generator.numbers(count), generator.numbers(count).map { $0 * $0 })
    switch place {
    case .images: pixels = pixels.indices.map(small)
    case .weights: for index in 0..<count { model.weights[index] = small(index) }
    case .moments:
      pixels = pixels.map { _ in 0 }
      for index in 0..<count { model.weights[index] = 0 }
      first = first.indices.map(small)
      second = second.indices.map { abs(small($0)) }
    }
    model.restore(Adam(), step: 1, slots: [first, second])
    let batch = Batch(pixels, count: 21, shape: TrainingSample.image)
    var bits: [UInt64] = []
    for _ in 0..<2 {
      bits.append(model.step(batch, optimizer: .adam, pass: .test(compute)).bitPattern)
      let state = try #require(model.optimizerState)
      bits += ([model.weights.all, model.gradients.all] + state.slots).flatMap { $0.values.bits.map(UInt64.init) }
    }
    return bits
  }

  @Test(arguments: Place.allCases, 1...3)
  func denormalsAreZeros(place: Place, threads: Int) throws {
    let team = ThreadTeam(threads: threads)
    // Of either sign, and from the largest to the smallest.
    func denormal(_ index: Int) -> Float {
      (index % 2 == 0 ? 1 : -1) * Float(bitPattern: UInt32(1) << UInt32(index % 23))
    }
    let runs = try withEachInstructionSet { instructions in
      let compute = ComputeContext(team: team, instructions: instructions)
      let found = try steps(place, denormal, compute)
      let expected = try steps(place, { denormal($0) < 0 ? -0.0 : 0 }, compute)
      return (found, expected)
    }
    let areEqual = runs.map { found, expected in found == expected }
    #expect(areEqual.allSatisfy { $0 })
    // The numbers in these places do matter.
    let other = try steps(place, { _ in 0.25 }, ComputeContext(team: team))
    let matters = runs.map { found, _ in found != other }
    #expect(matters.allSatisfy { $0 })
  }
}
