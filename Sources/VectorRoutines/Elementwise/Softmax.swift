package import KernelArguments

// Softmax over the channels of pixels, each forward beside its backward.

/// Calls `body` with the place of each of a pixel's lanes in its first channel, for so many pixels.
@inline(__always) private func forEachPixelLane(_ pixels: Int, channels: Int, _ body: (Int) -> Void) {
  for pixel in 0..<pixels {
    let place = pixel &* channels &* entryWidth
    forEachLane(entryWidth) { body(place &+ $0) }
  }
}

/// The sum of what `term` gives for each channel; runs of channels are summed first, then the runs.
@inline(__always) private func sum(overChannels channels: Int, _ term: (Int) -> Lane) -> Lane {
  var total = Lane()
  var first = 0
  while first < channels {
    let end = min(first &+ 64, channels)
    var run = Lane()
    for channel in first..<end { run += term(channel) }
    total += run
    first = end
  }
  return total
}

/// `y = e^(x − m) / Σ e^(x − m)` over a pixel's channels, where m is the largest of them.
package func softmaxForward(_ all: SoftmaxPixels) {
  let (x, y, channels) = (all.values, all.result, all.channels)
  forEachPixelLane(all.pixels, channels: channels) { place in
    var largest = (x + place).lane
    for channel in 1..<max(1, channels) {
      let value = (x + (place &+ channel &* entryWidth)).lane
      largest.replace(with: value, where: value .> largest)
    }
    let sum = sum(overChannels: channels) { channel in
      let at = place &+ channel &* entryWidth
      let value = exponential((x + at).lane - largest)
      (y + at).lane = value
      return value
    }
    for channel in 0..<channels {
      let at = place &+ channel &* entryWidth
      (y + at).lane = (y + at).lane / sum
    }
  }
}

/// `dx = y · (dy − Σ y · dy)` over a pixel's channels.
package func softmaxBackward(_ all: SoftmaxGradients) {
  let (y, dy, dx, channels) = (all.shares, all.gradient, all.result, all.channels)
  forEachPixelLane(all.pixels, channels: channels) { place in
    let sum = sum(overChannels: channels) { channel in
      let at = place &+ channel &* entryWidth
      return (y + at).lane * (dy + at).lane
    }
    for channel in 0..<channels {
      let at = place &+ channel &* entryWidth
      (dx + at).lane = (y + at).lane * ((dy + at).lane - sum)
    }
  }
}
