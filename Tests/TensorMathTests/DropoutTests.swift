import TensorMath
import TestSupport
import Testing

/// Dropout's gradient, padding and memory; RandomGeneratorTests compares what it draws and gives with PyTorch's.
@Suite(.serialized) struct DropoutTests {
  private static let shape = SampleShape.image(channels: 3, height: 9, width: 11)
  private static let units: [Dropout.Unit] = [.number, .channel]

  private func ones(_ count: Int, _ shape: SampleShape = shape) -> Batch {
    Batch([Float](repeating: 1, count: count * shape.elementCount), count: count, shape: shape)
  }

  @Test(arguments: units) func theGradientPassesWhereTheNumbersDid(_ unit: Dropout.Unit) {
    let compute = ComputeContext(threads: 3)
    let dropout = Dropout(rate: 0.3, of: unit)
    var random = RandomGenerator(seed: 2)
    let mask = DropoutMask()
    let output = Batch(capacity: 21, shape: Self.shape)
    dropout.forward(ones(21), into: output, mask: mask, generator: &random, compute: compute)
    let gradient = Batch(capacity: 40, shape: Self.shape)
    dropout.backward(ones(21), mask: mask, into: gradient, compute: compute)
    #expect(gradient.rowMajor() == output.rowMajor())
    #expect(Set(gradient.rowMajor()) == [0, 1 / Float(0.7)])
    // The last block has five images, and nothing but zeros beside them.
    #expect(gradient.storage.values.count { $0 != 0 } == gradient.rowMajor().count { $0 != 0 })
    #expect(output.storage.values.count { $0 != 0 } == output.rowMajor().count { $0 != 0 })
  }

  @Test(arguments: units) func aSmallerBatchLeavesNothingOfTheOneBefore(_ unit: Dropout.Unit) {
    let compute = ComputeContext(threads: 1)
    let dropout = Dropout(rate: 0.5, of: unit)
    let (used, fresh) = (DropoutMask(), DropoutMask())
    var (random, other) = (RandomGenerator(seed: 6), RandomGenerator(seed: 7))
    let (output, expected) = (Batch(capacity: 40, shape: Self.shape), Batch(capacity: 40, shape: Self.shape))
    dropout.forward(ones(40), into: output, mask: used, generator: &random, compute: compute)
    random = other
    dropout.forward(ones(5), into: output, mask: used, generator: &random, compute: compute)
    dropout.forward(ones(5), into: expected, mask: fresh, generator: &other, compute: compute)
    #expect(output.rowMajor() == expected.rowMajor())
  }

  @Test(arguments: units) func theSameBitsEverywhere(_ unit: Dropout.Unit) {
    // So many numbers that they are shared out, and an odd share is left.
    let shape = SampleShape.image(channels: 5, height: 23, width: 31)
    var random = MersenneTwister(seed: 3)
    let input = Batch(random.numbers(19 * shape.elementCount), count: 19, shape: shape)
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      var generator = RandomGenerator(seed: 8)
      let (output, gradient, mask) = (
        Batch(capacity: 19, shape: shape), Batch(capacity: 19, shape: shape), DropoutMask()
      )
      let dropout = Dropout(rate: 0.2, of: unit)
      dropout.forward(input, into: output, mask: mask, generator: &generator, compute: compute)
      dropout.backward(input, mask: mask, into: gradient, compute: compute)
      return [output.storage.values.bits, gradient.storage.values.bits]
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: units)
  func aMaskGrowsToTheLargestBatchOnly(_ unit: Dropout.Unit) {
    let compute = ComputeContext(threads: 2)
    let dropout = Dropout(rate: 0.2, of: unit)
    let (mask, output) = (DropoutMask(), Batch(capacity: 40, shape: Self.shape))
    let (full, last) = (ones(40), ones(7))
    var random = RandomGenerator(seed: 1)
    dropout.forward(full, into: output, mask: mask, generator: &random, compute: compute)
    let batches = [full, last, full]
    let count = AllocationCount(on: compute.team)
    for batch in batches {
      dropout.forward(batch, into: output, mask: mask, generator: &random, compute: compute)
      dropout.backward(batch, mask: mask, into: output, compute: compute)
    }
    let allocations = count.allocations
    #expect(allocations == 0)
  }

  @Test func whatIsNoNumberStaysNoNumber() {
    // PyTorch multiplies by zero, and so do we.
    let compute = ComputeContext(threads: 1)
    var random = RandomGenerator(seed: 1)
    let batch = Batch([.nan, .infinity, 1], count: 1, shape: .vector(3))
    Dropout(rate: 1).forward(batch, into: batch, mask: DropoutMask(), generator: &random, compute: compute)
    #expect(batch.rowMajor()[0].isNaN && batch.rowMajor()[1].isNaN && batch.rowMajor()[2] == 0)
  }
}
