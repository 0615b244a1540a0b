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
package func sumChannels(_ all: ChannelSums) { sumChannels(all) { (all.values + $0).lane } }

/// As `sumChannels`, of what `lane` gives for each place of a lane. Four channels are read side by side, each summed in
/// the same order as one alone.
@inline(__always) func sumChannels(_ all: ChannelSums, _ lane: (Int) -> Lane) {
  if let running = all.running {
    sumChannels(all, from: running, lane)
  } else {
    sumChannels(all, from: nil, lane)
  }
}

/// The same; whether sums go on is a constant wherever this is called.
@inline(__always) private func sumChannels(_ all: ChannelSums, from running: Destination?, _ lane: (Int) -> Lane) {
  var channel = all.first
  while channel &+ 4 <= all.last {
    sumTogether(4, from: channel, all, running, lane)
    channel &+= 4
  }
  while channel < all.last {
    sumTogether(1, from: channel, all, running, lane)
    channel &+= 1
  }
}

/// The sums of four channels, or of one.
@inline(__always) private func sumTogether(
  _ count: Int, from channel: Int, _ all: ChannelSums, _ running: Destination?, _ lane: (Int) -> Lane
) {
  let run = 64
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * entryWidth) { totals in
    guard let totals = totals.baseAddress else { return }
    var part = 0
    while part < entryWidth {
      var (a, b, c, d) = (Lane(), Lane(), Lane(), Lane())
      if let running {
        let place = running + (channel &* entryWidth &+ part)
        a = place.lane
        if count > 1 {
          b = (place + entryWidth).lane
          c = (place + 2 &* entryWidth).lane
          d = (place + 3 &* entryWidth).lane
        }
      }
      for block in 0..<all.blocks {
        var pixel = 0
        while pixel < all.pixels {
          let end = min(pixel &+ run, all.pixels)
          var (runA, runB, runC, runD) = (Lane(), Lane(), Lane(), Lane())
          var place = ((block &* all.pixels &+ pixel) &* all.channels &+ channel) &* entryWidth &+ part
          while pixel < end {
            runA += lane(place)
            if count > 1 {
              runB += lane(place &+ entryWidth)
              runC += lane(place &+ 2 &* entryWidth)
              runD += lane(place &+ 3 &* entryWidth)
            }
            place &+= all.channels &* entryWidth
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
    if let running {
      (running + channel &* entryWidth).update(from: totals, count: count &* entryWidth)
    }
    for k in 0..<count { all.sums[channel &+ k] = sumAcross(UnsafePointer(totals + k &* entryWidth)) }
  }
}
