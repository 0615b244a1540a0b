import KernelArguments
import TensorMath
import Testing
import VectorRoutines
import VectorRoutinesAVX512

@Suite struct MultiplyAddPeakTests {
  /// What a round does, one number at a time; every lane of a chain holds the same.
  private func expected(rounds: Int, factor: Float, term: Float, chains: Int) -> Float {
    (0..<chains).reduce(0) { sum, chain in
      sum + (0..<rounds).reduce(term + Float(chain)) { x, _ in term.addingProduct(x, factor) }
    }
  }

  @Test("Every chain makes every round's multiply-add, in both builds", arguments: [0, 1, 2, 100])
  func chains(rounds: Int) {
    let (factor, term): (Float, Float) = (0.9, 0.25)
    let one = expected(rounds: rounds, factor: factor, term: term, chains: 12)
    let narrow = VectorRoutines.multiplyAddChains(
      MultiplyAddRounds(rounds: rounds, factor: factor, term: term))
    #expect(abs(narrow / 8 - one) < 1e-5 * one)
    #expect(VectorRoutines.multiplyAddOperations == 12 * 8 * 2)
    guard InstructionSet.best == .avx512 else { return }
    let wide = VectorRoutinesAVX512.multiplyAddChains(
      MultiplyAddRounds(rounds: rounds, factor: factor, term: term))
    #expect(abs(wide / 16 - one) < 1e-5 * one)
    #expect(VectorRoutinesAVX512.multiplyAddOperations == 12 * 16 * 2)
  }

  @Test func operationsGrowWithTheTasks() {
    let compute = ComputeContext(threads: 2)
    let works = [1, 7].map { MultiplyAddPeak.run(tasks: $0, compute: compute) }
    #expect(works[0].operations > 0)
    #expect(works[1].operations == 7 * works[0].operations)
  }
}
