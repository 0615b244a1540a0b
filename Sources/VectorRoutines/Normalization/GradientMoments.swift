package import KernelArguments

// Sums of a gradient and of its products with distances from a mean. Each lane is summed by itself: runs of sixteen
// numbers in single precision, the runs in double.

/// Adds to `sums` the gradient, and to `products` the gradient times the distance from the center, a double for each of
/// `width` neighbouring floats, over all pixels.
@inline(__always) private func addGradientMoments(
  _ x: Source, _ dy: Source, stride: Int, pixels: Int, width: Int, centers: Source,
  to sums: UnsafeMutablePointer<Double>, _ products: UnsafeMutablePointer<Double>
) {
  let run = 16
  var pixel = 0
  while pixel < pixels {
    let length = min(run, pixels &- pixel)
    let start = pixel &* stride
    forEachLane(width) { place in
      let center = (centers + place).lane
      let first = start &+ place
      var (sum, product) = (Lane(), Lane())
      for i in 0..<length {
        let gradient = (dy + first + i &* stride).lane
        sum += gradient
        product = fused(product, gradient, (x + first + i &* stride).lane - center)
      }
      (sums + place).lane += widened(sum)
      (products + place).lane += widened(product)
    }
    pixel &+= length
  }
}

/// The sums of each channel's gradient, and of its products with distances from the centers, over so many pixels and
/// the real samples: `[channels][2]`.
package func channelGradientMoments(_ sums: ChannelGradientSums) {
  let (x, room) = (sums.pixels, sums.room)
  let width = x.channels &* entryWidth
  room.update(repeating: 0, count: 2 &* width)
  addGradientMoments(
    x.floats, sums.gradient, stride: x.stride, pixels: x.pixels, width: width, centers: sums.centers, to: room,
    room + width)
  foldSamples(room, channels: x.channels, samples: x.samples, into: sums.moments)
}

/// For groups with statistics of each sample, the sums that the gradients of the channels' weights and biases are made of,
/// and those that the gradient of the input takes.
package func groupGradientMoments(_ sums: GroupGradientSums) {
  let (channels, groups) = (sums.pixels.channels, sums.pixels.groups)
  let (statistics, weights, room) = (sums.statistics, sums.weights, sums.room)
  let all = channels &* groups
  let width = all &* entryWidth
  room.update(repeating: 0, count: 2 &* width)
  let centers = UnsafeMutableRawPointer(room + 2 &* width).assumingMemoryBound(to: Float.self)
  for channel in 0..<all {
    (centers + channel &* entryWidth).update(
      from: statistics + channel / channels &* 3 &* entryWidth, count: entryWidth)
  }
  addGradientMoments(
    sums.pixels.floats, sums.gradient, stride: sums.pixels.stride, pixels: sums.pixels.pixels, width: width,
    centers: Source(centers), to: room, room + width)
  for group in 0..<groups {
    let own = statistics + group &* 3 &* entryWidth
    let target = sums.groupSums + group &* 2 &* entryWidth
    var part = 0
    while part < entryWidth {
      let residual = widened((own + entryWidth + part).lane)
      let inverse = widened((own + 2 &* entryWidth + part).lane)
      var (sum, product) = (DoubleLane(), DoubleLane())
      for channel in group &* channels..<(group &+ 1) &* channels {
        let place = room + channel &* entryWidth + part
        let weight = weights.map { Double($0[channel]) } ?? 1
        let (own, distance) = (place.lane, (place + width).lane)
        sum += own * weight
        product += distance * weight
        (place + width).lane = (distance - own * residual) * inverse
      }
      (target + part).lane = sum
      (target + entryWidth + part).lane = product
      part &+= laneWidth
    }
  }
  foldSamples(room, channels: all, samples: sums.pixels.samples, into: sums.channelSums)
}
