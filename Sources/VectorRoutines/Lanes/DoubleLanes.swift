/// As many numbers as a lane has, in double precision: what long sums are kept in.
#if AVX512
  typealias DoubleLane = SIMD16<Double>
#else
  typealias DoubleLane = SIMD8<Double>
#endif

// The standard library's conversions are generic functions of which the compiler makes calls; these stay inline, and
// each is an instruction or two.

/// The same numbers in double precision.
@inline(__always) func widened(_ a: Lane) -> DoubleLane {
  #if AVX512
    DoubleLane(
      Double(a[0]), Double(a[1]), Double(a[2]), Double(a[3]), Double(a[4]), Double(a[5]), Double(a[6]), Double(a[7]),
      Double(a[8]), Double(a[9]), Double(a[10]), Double(a[11]), Double(a[12]), Double(a[13]), Double(a[14]),
      Double(a[15]))
  #else
    DoubleLane(
      Double(a[0]), Double(a[1]), Double(a[2]), Double(a[3]), Double(a[4]), Double(a[5]), Double(a[6]), Double(a[7]))
  #endif
}

/// The nearest numbers in single precision.
@inline(__always) func narrowed(_ a: DoubleLane) -> Lane {
  #if AVX512
    Lane(
      Float(a[0]), Float(a[1]), Float(a[2]), Float(a[3]), Float(a[4]), Float(a[5]), Float(a[6]), Float(a[7]),
      Float(a[8]), Float(a[9]), Float(a[10]), Float(a[11]), Float(a[12]), Float(a[13]), Float(a[14]), Float(a[15]))
  #else
    Lane(Float(a[0]), Float(a[1]), Float(a[2]), Float(a[3]), Float(a[4]), Float(a[5]), Float(a[6]), Float(a[7]))
  #endif
}

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
