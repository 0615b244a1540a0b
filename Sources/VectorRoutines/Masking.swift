// Masks of single bits: a word of sixteen bits for every entry, a bit for each of its images.

/// The number of each float of a lane.
@inline(__always) var laneNumbers: LaneIntegers {
  #if AVX512
    LaneIntegers(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  #else
    LaneIntegers(0, 1, 2, 3, 4, 5, 6, 7)
  #endif
}

/// `y = x · scale` where the entry's bit of the image is set, `x · 0` elsewhere, for so many entries; and so again,
/// with the same mask, `times` times.
public func maskEntries(
  _ x: UnsafePointer<Float>, mask: UnsafePointer<UInt16>, scale: Float, into y: UnsafeMutablePointer<Float>,
  entries: Int, times: Int
) {
  let bits = LaneIntegers(repeating: 1) &<< laneNumbers
  var place = 0
  for _ in 0..<times {
    for entry in 0..<entries {
      let word = Int32(truncatingIfNeeded: mask[entry])
      var part = 0
      while part < entryWidth {
        let kept = (LaneIntegers(repeating: word &>> Int32(truncatingIfNeeded: part)) & bits) .!= 0
        (y + place).lane = (x + place).lane * Lane().replacing(with: scale, where: kept)
        place &+= laneWidth
        part &+= laneWidth
      }
    }
  }
}
