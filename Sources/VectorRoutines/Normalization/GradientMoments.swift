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
      (sums + place).lane += DoubleLane(sum)
      (products + place).lane += DoubleLane(product)
    }
    pixel &+= length
  }
}

/// The sums of each channel's gradient, and of its products with distances from the centers, over so many pixels and
/// the first `samples` lanes: `[channels][2]`.
///
/// A center stands for every lane; `room` holds 32 doubles a channel.
public func channelGradientMoments(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, stride: Int, pixels: Int, channels: Int, samples: Int,
  centers: UnsafePointer<Float>, room: UnsafeMutablePointer<Double>, into moments: UnsafeMutablePointer<Double>
) {
  let width = channels &* entryWidth
  room.update(repeating: 0, count: 2 &* width)
  addGradientMoments(
    x, dy, stride: stride, pixels: pixels, width: width, centers: centers, to: room, room + width)
  foldSamples(room, channels: channels, samples: samples, into: moments)
}

/// For groups of so many neighbouring channels with statistics of each sample, the sums that the gradients of the
/// channels' weights and biases are made of, `[channels of all groups][2]`, bias first, and those that the gradient of
/// the input takes, `[groups][2][16]`.
///
/// `room` holds 40 doubles a channel of all groups.
public func groupGradientMoments(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, stride: Int, pixels: Int, channels: Int, groups: Int,
  samples: Int, statistics: UnsafePointer<Float>, weights: UnsafePointer<Float>?, room: UnsafeMutablePointer<Double>,
  into channelSums: UnsafeMutablePointer<Double>, _ groupSums: UnsafeMutablePointer<Double>
) {
  let all = channels &* groups
  let width = all &* entryWidth
  room.update(repeating: 0, count: 2 &* width)
  let centers = UnsafeMutableRawPointer(room + 2 &* width).assumingMemoryBound(to: Float.self)
  for channel in 0..<all {
    (centers + channel &* entryWidth).update(
      from: statistics + channel / channels &* 3 &* entryWidth, count: entryWidth)
  }
  addGradientMoments(
    x, dy, stride: stride, pixels: pixels, width: width, centers: Source(centers), to: room, room + width)
  for group in 0..<groups {
    let own = statistics + group &* 3 &* entryWidth
    let target = groupSums + group &* 2 &* entryWidth
    var part = 0
    while part < entryWidth {
      let residual = DoubleLane((own + entryWidth + part).lane)
      let inverse = DoubleLane((own + 2 &* entryWidth + part).lane)
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
  foldSamples(room, channels: all, samples: samples, into: channelSums)
}
