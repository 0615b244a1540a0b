import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Denormal numbers in a training step give what zeros in their place give.
@Suite(.serialized) struct DenormalStepTests {
  /// Where denormal numbers stand in a step.
  enum Place: CaseIterable { case images, weights, moments }

  /// Two steps with every third number of one kind replaced: the losses, weights and gradients.
  private func steps(_ place: Place, _ small: (Int) -> Float, _ team: ThreadTeam) throws -> [UInt64] {
    let model = try TrainingSample.model()
    var generator = MersenneTwister(seed: 9)
    var pixels = generator.numbers(21 * TrainingSample.image.elementCount)
    let count = model.parameterCount
    var (first, second) = (generator.numbers(count), generator.numbers(count).map { $0 * $0 })
    for index in stride(from: 0, to: max(pixels.count, count), by: 3) {
      switch place {
      case .images: if index < pixels.count { pixels[index] = small(index) }
      case .weights: if index < count { model.weights[index] = small(index) }
      case .moments:
        if index < count {
          first[index] = small(index)
          second[index] = abs(small(index))
        }
      }
    }
    model.restoreAdam(step: 1, first: first, second: second)
    let batch = Batch(pixels, count: 21, shape: TrainingSample.image)
    let losses = (0..<2).map { _ in model.step(batch, loss: .mse, optimizer: .adam(Adam()), team: team) }
    return losses.map(\.bitPattern) + (model.weights.values + model.gradients.values).map { UInt64($0.bitPattern) }
  }

  @Test(arguments: Place.allCases, 1...3)
  func denormalsAreZeros(place: Place, threads: Int) throws {
    let team = ThreadTeam(threads: threads)
    // Of either sign, and from the largest to the smallest.
    func denormal(_ index: Int) -> Float {
      (index % 2 == 0 ? 1 : -1) * Float(bitPattern: UInt32(1) << UInt32(index % 23))
    }
    let runs = try withEachInstructionSet {
      let found = try steps(place, denormal, team)
      let expected = try steps(place, { denormal($0) < 0 ? -0.0 : 0 }, team)
      return (found, expected)
    }
    for (found, expected) in runs { #expect(found == expected) }
    // The numbers in these places do matter.
    let other = try steps(place, { _ in 0.25 }, team)
    #expect(runs.first.map { $0.0 != other } ?? false)
  }
}
