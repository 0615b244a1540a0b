// The rectifier with a weight a channel. `stride` is 1, or 0 where all channels have one weight.

/// Calls `body` with the place of every lane of so many pixels and its channel's weight.
@inline(__always) private func forEachWeightedLane(
  _ weights: Source, stride: Int, pixels: Int, channels: Int, _ body: (Int, Lane) -> Void
) {
  for pixel in 0..<pixels {
    for channel in 0..<channels {
      let weight = Lane(repeating: weights[channel &* stride])
      let place = (pixel &* channels &+ channel) &* entryWidth
      forEachLane(entryWidth) { body(place &+ $0, weight) }
    }
  }
}

/// `y = x` where `x > 0`, `weight · x` elsewhere.
public func parametricRectifierForward(
  _ x: UnsafePointer<Float>, weights: UnsafePointer<Float>, stride: Int, into y: UnsafeMutablePointer<Float>,
  pixels: Int, channels: Int
) {
  forEachWeightedLane(weights, stride: stride, pixels: pixels, channels: channels) { i, weight in
    let v = (x + i).lane
    (y + i).lane = (weight * v).replacing(with: v, where: v .> 0)
  }
}

/// `dx = dy` where `x > 0`, `weight · dy` elsewhere.
public func parametricRectifierBackward(
  _ x: UnsafePointer<Float>, weights: UnsafePointer<Float>, stride: Int, _ dy: UnsafePointer<Float>,
  into dx: UnsafeMutablePointer<Float>, pixels: Int, channels: Int
) {
  forEachWeightedLane(weights, stride: stride, pixels: pixels, channels: channels) { i, weight in
    let g = (dy + i).lane
    (dx + i).lane = (weight * g).replacing(with: g, where: (x + i).lane .> 0)
  }
}

/// The weights' gradient, `Σ x · dy` where x is not positive, of each of the channels `first..<last`.
public func parametricRectifierWeightGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, blocks: Int, pixels: Int, channels: Int, first: Int, last: Int,
  into sums: UnsafeMutablePointer<Float>
) {
  sumChannels(blocks: blocks, pixels: pixels, channels: channels, first: first, last: last, into: sums) { i in
    let v = (x + i).lane
    return (v * (dy + i).lane).replacing(with: 0, where: v .> 0)
  }
}
