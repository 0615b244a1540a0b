package import KernelArguments

// The rectifier with a weight a channel.

/// Calls `body` with the place of every lane and its channel's weight.
@inline(__always) private func forEachWeightedLane(_ all: ChannelWeights, _ body: (Int, Lane) -> Void) {
  for pixel in 0..<all.pixels {
    for channel in 0..<all.channels {
      let weight = Lane(repeating: all.weights[channel &* all.stride])
      let place = (pixel &* all.channels &+ channel) &* entryWidth
      forEachLane(entryWidth) { body(place &+ $0, weight) }
    }
  }
}

/// `y = x` where `x > 0`, `weight · x` elsewhere.
package func parametricRectifierForward(_ all: WeightedPixels) {
  forEachWeightedLane(all.weights) { i, weight in
    let v = (all.values + i).lane
    (all.result + i).lane = (weight * v).replacing(with: v, where: v .> 0)
  }
}

/// `dx = dy` where `x > 0`, `weight · dy` elsewhere.
package func parametricRectifierBackward(_ all: WeightedGradients) {
  forEachWeightedLane(all.weights) { i, weight in
    let g = (all.gradient + i).lane
    (all.result + i).lane = (weight * g).replacing(with: g, where: (all.values + i).lane .> 0)
  }
}

/// The weights' gradient, `Σ x · dy` where x, the values, is not positive, of each of some channels.
package func parametricRectifierWeightGradient(_ x: ChannelSums, _ dy: UnsafePointer<Float>) {
  sumChannels(x) { i in
    let v = (x.values + i).lane
    return (v * (dy + i).lane).replacing(with: 0, where: v .> 0)
  }
}
