package import KernelArguments

// Masks of single bits: a word of sixteen bits for every entry, a bit for each of its images.

/// What brings each image's bit of a word to the place of the sign.
@inline(__always) private var bitFactors: LaneIntegers {
  var factors = LaneIntegers()
  for lane in 0..<laneWidth { factors[lane] = Int32(bitPattern: 0x8000_0000 >> UInt32(truncatingIfNeeded: lane)) }
  return factors
}

/// `y = x · scale` where the entry's bit of the image is set, `x · 0` elsewhere, for so many entries; and so again,
/// with the same mask, `times` times.
package func maskEntries(_ masked: MaskedEntries) {
  let (x, y, mask, entries) = (masked.values, masked.result, masked.mask, masked.entries)
  let factors = bitFactors
  let scaleBits = LaneIntegers(repeating: Int32(bitPattern: masked.scale.bitPattern))
  var place = 0
  for _ in 0..<masked.times {
    for entry in 0..<entries {
      let word = Int32(truncatingIfNeeded: mask[entry])
      var part = 0
      while part < entryWidth {
        // All bits where the image's bit is set, none elsewhere.
        let kept = (LaneIntegers(repeating: word &>> Int32(truncatingIfNeeded: part)) &* factors) &>> 31
        (y + place).lane = (x + place).lane * unsafeBitCast(kept & scaleBits, to: Lane.self)
        place &+= laneWidth
        part &+= laneWidth
      }
    }
  }
}
