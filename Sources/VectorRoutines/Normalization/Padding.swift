/// The number of each float of a lane.
@inline(__always) private var laneNumbers: LaneIntegers {
  #if AVX512
    LaneIntegers(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  #else
    LaneIntegers(0, 1, 2, 3, 4, 5, 6, 7)
  #endif
}

/// Which numbers of a lane belong to no sample: those from `samples` on, if the lane begins at the image `part`.
@inline(__always) func isPadding(_ part: Int, samples: Int) -> SIMDMask<LaneIntegers> {
  laneNumbers .>= LaneIntegers(repeating: Int32(truncatingIfNeeded: samples &- part))
}

/// Sets to zero what belongs to no sample in rows of `width` floats, `stride` apart.
@inline(__always) func clearPadding(_ y: Destination, stride: Int, rows: Int, width: Int, samples: Int) {
  guard samples < entryWidth else { return }
  for row in 0..<rows {
    forEachLane(width) { place in
      let target = y + row &* stride + place
      target.lane = target.lane.replacing(with: 0, where: isPadding(place & (entryWidth &- 1), samples: samples))
    }
  }
}
