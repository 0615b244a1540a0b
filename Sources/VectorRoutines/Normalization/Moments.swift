package import KernelArguments

// Sums of numbers and of their squares, for means and variances. Each lane is summed by itself: runs of sixteen numbers
// about their own mean in single precision, which loses nothing where the mean is large, and the runs in double.

/// Numbers that are summed in single precision.
private let run = 16

/// Channels of which a group's sums are kept apart where it is read as one row.
private let rowChannels = 8

/// Adds to `sums` and `squares`, a double for each of `width` neighbouring floats, those floats of all pixels.
@inline(__always) private func addMoments(
  _ x: Source, stride: Int, pixels: Int, width: Int, to sums: UnsafeMutablePointer<Double>,
  _ squares: UnsafeMutablePointer<Double>
) {
  var pixel = 0
  while pixel < pixels {
    let length = min(run, pixels &- pixel)
    let (share, count) = (1 / Float(length), Double(length))
    let start = x + pixel &* stride
    forEachLane(width) { place in
      let first = start + place
      var sum = Lane()
      for i in 0..<length { sum += (first + i &* stride).lane }
      let mean = sum * share
      var (rest, square) = (Lane(), Lane())
      for i in 0..<length {
        let difference = (first + i &* stride).lane - mean
        rest += difference
        square = fused(square, difference, difference)
      }
      // Σx = Σ(x − m) + n·m, and Σx² = Σ(x − m)² + m·(2·Σ(x − m) + n·m).
      let (m, r) = (widened(mean), widened(rest))
      let whole = m * count
      (sums + place).lane += r + whole
      (squares + place).lane += widened(square) + m * (r + r + whole)
    }
    pixel &+= length
  }
}

/// The sums of each channel and of its squares over so many pixels and the real samples: `[channels][2]`.
package func channelMoments(_ sums: MomentSums) {
  let (x, room) = (sums.pixels, sums.room)
  let width = x.channels &* entryWidth
  room.update(repeating: 0, count: 2 &* width)
  addMoments(x.floats, stride: x.stride, pixels: x.pixels, width: width, to: room, room + width)
  foldSamples(room, channels: x.channels, samples: x.samples, into: sums.moments)
}

/// From two rows of sums, each a double for every lane of every channel, the totals of the first `samples` lanes:
/// `[channels][2]`.
@inline(__always) func foldSamples(
  _ sums: UnsafeMutablePointer<Double>, channels: Int, samples: Int, into totals: UnsafeMutablePointer<Double>
) {
  for channel in 0..<channels {
    let place = sums + channel &* entryWidth
    totals[2 &* channel] = sumAcross(place, samples: samples)
    totals[2 &* channel &+ 1] = sumAcross(place + channels &* entryWidth, samples: samples)
  }
}

/// The sums of each group of so many neighbouring channels, and of its squares, over so many pixels, a sample at a time:
/// `[groups][2][16]`.
package func groupMoments(_ sums: MomentSums) {
  let (room, moments) = (sums.room, sums.moments)
  let (x, stride, pixels) = (sums.pixels.floats, sums.pixels.stride, sums.pixels.pixels)
  let (channels, groups) = (sums.pixels.channels, sums.pixels.groups)
  // A group of many channels and few pixels has its long runs within a pixel.
  guard channels >= rowChannels &* min(pixels, run) else {
    let width = channels &* groups &* entryWidth
    room.update(repeating: 0, count: 2 &* width)
    addMoments(x, stride: stride, pixels: pixels, width: width, to: room, room + width)
    for group in 0..<groups {
      let first = room + group &* channels &* entryWidth
      let target = moments + group &* 2 &* entryWidth
      foldChannels(first, channels: channels, into: target)
      foldChannels(first + width, channels: channels, into: target + entryWidth)
    }
    return
  }
  let width = rowChannels &* entryWidth
  let (rows, rest) = (channels / rowChannels, channels % rowChannels)
  for group in 0..<groups {
    room.update(repeating: 0, count: 2 &* width)
    for pixel in 0..<pixels {
      let start = x + pixel &* stride + group &* channels &* entryWidth
      addMoments(start, stride: width, pixels: rows, width: width, to: room, room + width)
      addMoments(
        start + rows &* width, stride: width, pixels: 1, width: rest &* entryWidth, to: room, room + width)
    }
    let target = moments + group &* 2 &* entryWidth
    foldChannels(room, channels: rowChannels, into: target)
    foldChannels(room + width, channels: rowChannels, into: target + entryWidth)
  }
}

/// The sum of so many entries, lane by lane.
@inline(__always) func foldChannels(
  _ sums: UnsafeMutablePointer<Double>, channels: Int, into total: UnsafeMutablePointer<Double>
) {
  var part = 0
  while part < entryWidth {
    var sum = DoubleLane()
    for channel in 0..<channels { sum += (sums + channel &* entryWidth + part).lane }
    (total + part).lane = sum
    part &+= laneWidth
  }
}
