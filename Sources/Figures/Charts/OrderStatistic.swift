import Basics

/// The number that would stand at a place if many were sorted, which they are not; those that are not finite are left out.
///
/// Sixteen of the bits that order numbers are settled in each of four passes, from the highest on.
enum OrderStatistic {
  /// The number that would stand at `place`, counted from 0; throws where it is stopped.
  /// - Precondition: So many numbers and one more are finite.
  static func value(at place: Int, of values: [Double], unless stop: StopFlag) throws(FigureError) -> Double {
    var (place, settled, prefix) = (place, 0, UInt64(0))
    while settled < 64 {
      var counts = [Int](repeating: 0, count: 1 << 16)
      for value in values where value.isFinite && !stop.isSet {
        let key = key(value)
        // A shift by 64 gives 0: at first nothing is settled.
        if key >> UInt64(64 - settled) == prefix { counts[Int((key << UInt64(settled)) >> 48)] += 1 }
      }
      try stop.checkDrawing()
      var digit = 0
      while place >= counts[digit] {
        precondition(digit < counts.count - 1, "There is a number at each place.")
        place -= counts[digit]
        digit += 1
      }
      prefix = prefix << 16 | UInt64(digit)
      settled += 16
    }
    return number(prefix)
  }

  private static let sign = UInt64(1) << 63

  /// A whole number that lies among others as the number does.
  private static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    return bits & sign == 0 ? bits | sign : ~bits
  }

  private static func number(_ key: UInt64) -> Double {
    Double(bitPattern: key & sign == 0 ? ~key : key & ~sign)
  }
}
