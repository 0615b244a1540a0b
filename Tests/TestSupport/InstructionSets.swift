public import TensorMath

/// What `body` gives with the AVX2 kernels, and where the processor has AVX-512 also with those.
public func withEachInstructionSet<Result>(_ body: (InstructionSet) throws -> Result) rethrows -> [Result] {
  guard let best = InstructionSet.best else { return [] }
  return try (best == .avx512 ? [.avx2, .avx512] : [.avx2]).map(body)
}

extension Sequence<Float> {
  /// The bits of each number, for comparisons that tell zeros apart and let NaN equal itself.
  public var bits: [UInt32] { map(\.bitPattern) }
}
