import Synchronization
import TensorMath
import TestSupport
import Testing

/// Denormal numbers, which slow the processor down, count as zero while a team computes, and only then.
@Suite(.serialized) struct DenormalTests {
  /// The product of two numbers that the compiler does not know, on the thread that asks.
  @inline(never) private static func product(_ numbers: FloatBuffer) -> Float {
    numbers.pointer[0] * numbers.pointer[1]
  }

  /// Their product is denormal, though they are not; and a number that is denormal itself, and one.
  static let pairs: [[Float]] = [[1e-20, 1e-20], [Float.leastNonzeroMagnitude, 1]]

  @Test(arguments: 1...4) func everyThreadFlushesAndTheCallersControlIsRestored(threads: Int) {
    let team = ThreadTeam(threads: threads)
    for pair in Self.pairs {
      let numbers = FloatBuffer(pair)
      let products = FloatBuffer([Float](repeating: 1, count: team.threads))
      #expect(Self.product(numbers) > 0)
      let begun = Atomic<Int>(0)
      team.run(team.threads) { task, worker in
        // Every thread takes one task, since none is done before all have begun.
        begun.wrappingAdd(1, ordering: .acquiringAndReleasing)
        while begun.load(ordering: .acquiring) < team.threads {}
        products.pointer[worker] = Self.product(numbers)
        // A run inside the run leaves the flushing on.
        team.run(2) { _ in }
        products.pointer[worker] += Self.product(numbers)
      }
      #expect(products.values == [Float](repeating: 0, count: team.threads))
      #expect(Self.product(numbers) > 0)
      team.run(1) { _ in products.pointer[0] = Self.product(numbers) }
      #expect(products[0] == 0)
      #expect(Self.product(numbers) > 0)
      team.run(3, scratch: 8) { task, scratch in
        scratch[0] = Self.product(numbers)
        if task == 2 { products.pointer[0] = scratch[0] }
      }
      #expect(products[0] == 0)
      #expect(Self.product(numbers) > 0)
    }
  }

  @Test(arguments: 1...4) func adamsMomentsDecayToZeroAndNoFurther(threads: Int) {
    let team = ThreadTeam(threads: threads)
    let count = 100_000
    let weights = FloatBuffer([Float](repeating: 1, count: count)), gradients = FloatBuffer(count: count)
    // The smallest normal number, which every step would make smaller.
    let moments = [Float](repeating: .leastNormalMagnitude, count: count)
    let first = FloatBuffer(moments), second = FloatBuffer(moments)
    Adam().update(
      weights.all, gradients: gradients.all, slots: [first.all, second.all], step: 1, rate: 1e-3,
      compute: ComputeContext(team: team))
    #expect(first.values.allSatisfy { $0 == 0 })
    #expect(second.values.allSatisfy { $0 == 0 })
  }
}
