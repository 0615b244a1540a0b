/// As many numbers as a lane has, in double precision: what long sums are kept in.
#if AVX512
  typealias DoubleLane = SIMD16<Double>
#else
  typealias DoubleLane = SIMD8<Double>
#endif

extension UnsafePointer<Double> {
  @inline(__always) var lane: DoubleLane { UnsafeRawPointer(self).loadUnaligned(as: DoubleLane.self) }
}

extension UnsafeMutablePointer<Double> {
  @inline(__always) var lane: DoubleLane {
    get { UnsafeRawPointer(self).loadUnaligned(as: DoubleLane.self) }
    nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: DoubleLane.self) }
  }
}

/// The sum of an entry's first `samples` doubles, halves upon halves: the same order for every lane width.
@inline(__always) func sumAcross(_ entry: UnsafePointer<Double>, samples: Int) -> Double {
  let raw = UnsafeRawPointer(entry)
  let numbers = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
  let count = Int64(samples)
  var low = raw.loadUnaligned(as: SIMD8<Double>.self)
  var high = (raw + 64).loadUnaligned(as: SIMD8<Double>.self)
  low.replace(with: 0, where: numbers .>= SIMD8(repeating: count))
  high.replace(with: 0, where: numbers .>= SIMD8(repeating: count &- 8))
  let eight = low + high
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
