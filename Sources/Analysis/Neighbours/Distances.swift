/// (a − b)² summed, eight sums side by side and in one order.
@inline(__always)
func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  var (first, second) = (SIMD8<Float>(), SIMD8<Float>())
  var place = 0
  while place + 16 <= count {
    let offset = place * 4
    let low =
      (left + offset).loadUnaligned(as: SIMD8<Float>.self) - (right + offset).loadUnaligned(as: SIMD8<Float>.self)
    let high =
      (left + offset + 32).loadUnaligned(as: SIMD8<Float>.self)
      - (right + offset + 32).loadUnaligned(as: SIMD8<Float>.self)
    first += low * low
    second += high * high
    place += 16
  }
  let eight = first + second
  let four = eight.lowHalf + eight.highHalf
  var sum = (four[0] + four[2]) + (four[1] + four[3])
  while place < count {
    let difference = a[place] - b[place]
    sum += difference * difference
    place += 1
  }
  return sum
}
