import TensorMath
import TestSupport
import Testing

/// An operation on samples, forward and backward, as the checks below call it. Its memory is its own from call to call.
struct CheckedOperation {
  let input: SampleShape
  let output: SampleShape
  /// From the input to the output.
  let forward: (Batch, Batch, ComputeContext) -> Void
  /// From the output's gradient to the input's, after a forward pass.
  let backward: (Batch, Batch, ComputeContext) -> Void

  init(_ operation: some Resampling) {
    input = operation.input
    output = operation.output
    forward = { operation.forward($0, into: $1, compute: $2) }
    backward = { operation.inputGradient($0, into: $1, compute: $2) }
  }

  init(
    input: SampleShape, output: SampleShape, forward: @escaping (Batch, Batch, ComputeContext) -> Void,
    backward: @escaping (Batch, Batch, ComputeContext) -> Void
  ) {
    self.input = input
    self.output = output
    self.forward = forward
    self.backward = backward
  }

  /// Batches of these sizes are checked: less than a block, a whole one, and a last one that is not full.
  static let counts = [1, 15, 16, 37]

  /// The output for row-major samples.
  func forward(_ values: [Float], count: Int) -> [Float] {
    let result = Batch(capacity: count, shape: output)
    forward(Batch(values, count: count, shape: input), result, ComputeContext(threads: 2))
    return result.rowMajor()
  }

  /// The output is as the plain version says, and of a linear operation the gradient is the transposed operation.
  func checkLinear(
    tolerance: Double, _ expected: ([Float]) -> [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var random = MersenneTwister(seed: 5)
    let compute = ComputeContext(threads: 2)
    for count in Self.counts {
      let x = random.numbers(count * input.elementCount)
      let y = random.numbers(count * output.elementCount)
      let (result, gradient) = (Batch(capacity: count, shape: output), Batch(capacity: count, shape: input))
      gradient.storage.pointer.update(repeating: .nan, count: gradient.storage.count)
      result.storage.pointer.update(repeating: .nan, count: result.storage.count)
      forward(Batch(x, count: count, shape: input), result, compute)
      let error = relativeError(result.rowMajor(), expected(x))
      #expect(error <= tolerance, "\(count) samples: \(error)", sourceLocation: sourceLocation)
      backward(Batch(y, count: count, shape: output), gradient, compute)
      let (forth, back) = (
        ReferenceImages.product(result.rowMajor(), y), ReferenceImages.product(x, gradient.rowMajor())
      )
      #expect(abs(forth - back) <= 1e-6 * Double(y.count), "\(count) samples", sourceLocation: sourceLocation)
      checkPadding(result, gradient, sourceLocation)
    }
  }

  /// Beside the last samples, numbers are finite and gradients zero.
  func checkPadding(_ result: Batch, _ gradient: Batch, _ sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result.storage.values.allSatisfy { $0.isFinite }, sourceLocation: sourceLocation)
    let padding = gradient.storage.values.enumerated().filter {
      $0.offset / gradient.blockFloats * 16 + $0.offset % 16 >= gradient.count
    }
    #expect(padding.allSatisfy { $0.element == 0 }, sourceLocation: sourceLocation)
  }

  /// Both directions give the same bits with any number of threads and all instructions.
  func checkBits(sourceLocation: SourceLocation = #_sourceLocation) {
    var random = MersenneTwister(seed: 6)
    let x = Batch(random.numbers(37 * input.elementCount), count: 37, shape: input)
    let y = Batch(random.numbers(37 * output.elementCount), count: 37, shape: output)
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let (result, gradient) = (Batch(capacity: 37, shape: output), Batch(capacity: 37, shape: input))
      forward(x, result, compute)
      backward(y, gradient, compute)
      return [result.storage.values.bits, gradient.storage.values.bits]
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads", sourceLocation: sourceLocation)
    }
  }

  /// Once a full batch has come by, nothing is allocated any more.
  func checkAllocations(sourceLocation: SourceLocation = #_sourceLocation) {
    guard AllocationCount.isPossible else { return }
    let compute = ComputeContext(threads: 2)
    let (x, dx) = (Batch(capacity: 37, shape: input), Batch(capacity: 37, shape: input))
    let (y, dy) = (Batch(capacity: 37, shape: output), Batch(capacity: 37, shape: output))
    func step(_ count: Int) {
      x.count = count
      dy.count = count
      forward(x, y, compute)
      backward(dy, dx, compute)
    }
    step(37)
    let count = AllocationCount(on: compute.team)
    for samples in [37, 5, 37] { step(samples) }
    let allocations = count.allocations
    #expect(allocations == 0, sourceLocation: sourceLocation)
  }

  /// The gradient is zero where the mask is not positive, and elsewhere as without a mask.
  static func checkMask(
    _ shape: SampleShape, gradient: (Batch?, Batch) -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var random = MersenneTwister(seed: 7)
    let mask = random.numbers(21 * shape.elementCount)
    let (plain, masked) = (Batch(capacity: 21, shape: shape), Batch(capacity: 21, shape: shape))
    gradient(nil, plain)
    gradient(Batch(mask, count: 21, shape: shape), masked)
    let expected = zip(plain.rowMajor(), mask).map { $1 > 0 ? $0 : 0 }
    #expect(masked.rowMajor() == expected, sourceLocation: sourceLocation)
    #expect(Set(expected).count > 2, sourceLocation: sourceLocation)
  }
}
