// Sums over arrays of doubles, each in one order, eight sums side by side.

typealias EightDoubles = SIMD8<Double>

/// Σ a · b.
@inline(__always)
func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var sums = EightDoubles()
  var place = 0
  let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  while place + 8 <= count {
    sums +=
      (left + place * 8).loadUnaligned(as: EightDoubles.self)
      * (right + place * 8).loadUnaligned(as: EightDoubles.self)
    place += 8
  }
  let four = sums.lowHalf + sums.highHalf
  var sum = (four[0] + four[2]) + (four[1] + four[3])
  while place < count {
    sum += a[place] * b[place]
    place += 1
  }
  return sum
}

/// `to += factor · a`.
@inline(__always)
func addMultiple(
  _ factor: Double, of a: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, _ count: Int
) {
  addMultiples(factor, of: a, 0, of: a, to: target, count)
}

/// `to += factor · a + other · b`.
@inline(__always)
func addMultiples(
  _ factor: Double, of a: UnsafePointer<Double>, _ other: Double, of b: UnsafePointer<Double>,
  to target: UnsafeMutablePointer<Double>, _ count: Int
) {
  var place = 0
  let (left, right, sums) = (UnsafeRawPointer(a), UnsafeRawPointer(b), UnsafeMutableRawPointer(target))
  while place + 8 <= count {
    let offset = place * 8
    let sum =
      (sums + offset).loadUnaligned(as: EightDoubles.self)
      + (left + offset).loadUnaligned(as: EightDoubles.self) * factor
      + (right + offset).loadUnaligned(as: EightDoubles.self) * other
    (sums + offset).storeBytes(of: sum, as: EightDoubles.self)
    place += 8
  }
  while place < count {
    target[place] += a[place] * factor + b[place] * other
    place += 1
  }
}
