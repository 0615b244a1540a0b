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

/// As `sumChannels`, of what `lane` gives for each place of a lane.
@inline(__always) func sumChannels(
  blocks: Int, pixels: Int, channels: Int, first: Int, last: Int, into sums: Destination, _ lane: (Int) -> Lane
) {
  let run = 64
  withUnsafeTemporaryAllocation(of: Float.self, capacity: entryWidth) { total in
    guard let total = total.baseAddress else { return }
    for channel in first..<last {
      var part = 0
      while part < entryWidth {
        var sum = Lane()
        for block in 0..<blocks {
          var pixel = 0
          while pixel < pixels {
            let end = min(pixel &+ run, pixels)
            var partial = Lane()
            var place = ((block &* pixels &+ pixel) &* channels &+ channel) &* entryWidth &+ part
            while pixel < end {
              partial += lane(place)
              place &+= channels &* entryWidth
              pixel &+= 1
            }
            sum += partial
          }
        }
        (total + part).lane = sum
        part &+= laneWidth
      }
      sums[channel] = sumAcross(UnsafePointer(total))
    }
  }
}
