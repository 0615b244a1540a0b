internal import Foundation
internal import TensorMath

private let gate = NSLock()

/// What `body` gives with the AVX2 kernels, and where the processor has AVX-512 also with those.
///
/// The choice of kernels is the whole process's, so one test at a time makes it.
public func withEachInstructionSet<Result>(_ body: () throws -> Result) rethrows -> [Result] {
  guard let best = InstructionSet.best else { return [] }
  gate.lock()
  defer {
    Kernels.use(best)
    gate.unlock()
  }
  return try (best == .avx512 ? [InstructionSet.avx2, .avx512] : [.avx2]).map { set in
    Kernels.use(set)
    return try body()
  }
}

extension Sequence<Float> {
  /// The bits of each number, for comparisons that tell zeros apart and let NaN equal itself.
  public var bits: [UInt32] { map(\.bitPattern) }
}
