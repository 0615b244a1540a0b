import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// A training gives the same bits whatever computes it.
@Suite(.serialized) struct SameBitsTests {
  /// Every loss and every weight, bit by bit, of a hundred steps.
  private func training(_ compute: ComputeContext) throws -> [UInt64] {
    let model = try TrainingSample.model()
    let batches = [TrainingSample.batch(35, seed: 5), TrainingSample.batch(13, seed: 6)]
    var bits: [UInt64] = []
    for step in 0..<100 {
      let loss = model.step(batches[step % 2], optimizer: Optimizer(Adam(), rate: 3e-3), pass: .test(compute))
      bits.append(loss.bitPattern)
      bits += model.weights.values.bits.map(UInt64.init)
    }
    return bits
  }

  @Test func oneToFourThreadsOnEveryInstructionSetGiveTheSameHundredSteps() throws {
    let teams = (1...4).map { ThreadTeam(threads: $0) }
    let runs = try withEachInstructionSet { instructions in
      try (teams + teams).map { try training(ComputeContext(team: $0, instructions: instructions)) }
    }.flatMap(\.self)
    let first = try #require(runs.first)
    #expect(first.count == 100 * (1 + (try TrainingSample.model().parameterCount)))
    let areEqual = runs.map { $0 == first }
    #expect(areEqual == [Bool](repeating: true, count: runs.count))
    // The training did something: its losses fall.
    #expect(Double(bitPattern: first[first.count - first.count / 100]) < Double(bitPattern: first[0]) * 0.9)
  }
}
