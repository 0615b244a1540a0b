package import KernelArguments

/// The sum of an entry's sixteen numbers, halves upon halves: the same order for every lane width.
@inline(__always) func sumAcross(_ entry: Source) -> Float {
  let raw = UnsafeRawPointer(entry)
  let eight = raw.loadUnaligned(as: SIMD8<Float>.self) + (raw + 32).loadUnaligned(as: SIMD8<Float>.self)
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// Sums each of some channels over all pixels of all blocks: a bias gradient.
///
/// Runs of pixels are summed first, then the runs.
package func sumChannels(_ all: ChannelSums) {
  sumChannels(
    blocks: all.blocks, pixels: all.pixels, channels: all.channels, first: all.first, last: all.last, into: all.sums
  ) { (all.values + $0).lane }
}

/// As `sumChannels`, of what `lane` gives for each place of a lane. Four channels are read side by side, each summed in
/// the same order as one alone.
@inline(__always) func sumChannels(
  blocks: Int, pixels: Int, channels: Int, first: Int, last: Int, into sums: Destination, _ lane: (Int) -> Lane
) {
  @inline(__always) func sum(of count: Int, from channel: Int) {
    sumTogether(count, from: channel, blocks: blocks, pixels: pixels, channels: channels, into: sums, lane)
  }
  var channel = first
  while channel &+ 4 <= last {
    sum(of: 4, from: channel)
    channel &+= 4
  }
  while channel < last {
    sum(of: 1, from: channel)
    channel &+= 1
  }
}

/// The sums of four channels, or of one.
@inline(__always) private func sumTogether(
  _ count: Int, from channel: Int, blocks: Int, pixels: Int, channels: Int, into sums: Destination,
  _ lane: (Int) -> Lane
) {
  let run = 64
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * entryWidth) { totals in
    guard let totals = totals.baseAddress else { return }
    var part = 0
    while part < entryWidth {
      var (a, b, c, d) = (Lane(), Lane(), Lane(), Lane())
      for block in 0..<blocks {
        var pixel = 0
        while pixel < pixels {
          let end = min(pixel &+ run, pixels)
          var (runA, runB, runC, runD) = (Lane(), Lane(), Lane(), Lane())
          var place = ((block &* pixels &+ pixel) &* channels &+ channel) &* entryWidth &+ part
          while pixel < end {
            runA += lane(place)
            if count > 1 {
              runB += lane(place &+ entryWidth)
              runC += lane(place &+ 2 &* entryWidth)
              runD += lane(place &+ 3 &* entryWidth)
            }
            place &+= channels &* entryWidth
            pixel &+= 1
          }
          a += runA
          b += runB
          c += runC
          d += runD
        }
      }
      (totals + part).lane = a
      (totals + (entryWidth &+ part)).lane = b
      (totals + (2 &* entryWidth &+ part)).lane = c
      (totals + (3 &* entryWidth &+ part)).lane = d
      part &+= laneWidth
    }
    for k in 0..<count { sums[channel &+ k] = sumAcross(UnsafePointer(totals + k &* entryWidth)) }
  }
}
