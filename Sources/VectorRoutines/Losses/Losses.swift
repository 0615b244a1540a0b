package import KernelArguments

// Losses over `entries` entries of one block, of which the first `images` images are real. Each leaves its gradient,
// zero in the padding, and returns the sum of its terms in double precision; measures keep the images apart.

/// Adds up `term` over all entries, short runs in single precision and the runs in double, and hands each real image's
/// sum to `give`, in order.
@inline(__always)
private func totals(
  _ entries: Int, images: Int, _ term: (_ place: Int, _ real: Lane) -> Lane, give: (_ image: Int, _ sum: Double) -> Void
) {
  let run = 16
  var part = 0
  while part < entryWidth {
    let real = realLanes(images &- part)
    var totals = DoubleLane()
    var entry = 0
    while entry < entries {
      let end = min(entry &+ run, entries)
      var partial = Lane()
      while entry < end {
        partial += term(entry &* entryWidth &+ part, real)
        entry &+= 1
      }
      totals += widened(partial)
    }
    for lane in 0..<laneWidth where part &+ lane < images { give(part &+ lane, totals[lane]) }
    part &+= laneWidth
  }
}

/// One in the first `images` floats of a lane, zero in the others.
@inline(__always) func realLanes(_ images: Int) -> Lane {
  var real = Lane()
  for lane in 0..<laneWidth where lane < images { real[lane] = 1 }
  return real
}

/// Adds up `term` over all entries and images.
@inline(__always)
func total(_ entries: Int, images: Int, _ term: (_ place: Int, _ real: Lane) -> Lane) -> Double {
  var sum = 0.0
  totals(entries, images: images, term) { _, total in sum += total }
  return sum
}

/// Leaves a term's gradient: instead of what is there, or on top of it.
@inline(__always) func leave(_ slope: Lane, at place: Destination, adding: Bool) {
  place.lane = adding ? place.lane + slope : slope
}

/// Squared differences; the gradient is `2 · scale · (prediction − target)`.
package func squaredErrorLoss(_ all: LossStretch) -> Double {
  total(all.entries, images: all.images) { place, real in
    let difference = ((all.prediction + place).lane - (all.target + place).lane) * real
    if let gradient = all.gradient { leave(difference * (2 * all.scale), at: gradient + place, adding: all.adding) }
    return difference * difference
  }
}

/// Absolute differences; the gradient is `scale` times their sign.
package func absoluteErrorLoss(_ all: LossStretch) -> Double {
  total(all.entries, images: all.images) { place, real in
    let difference = ((all.prediction + place).lane - (all.target + place).lane) * real
    if let gradient = all.gradient {
      let sign = Lane().replacing(with: 1, where: difference .> 0).replacing(with: -1, where: difference .< 0)
      leave(sign * all.scale, at: gradient + place, adding: all.adding)
    }
    return difference.replacing(with: -difference, where: difference .< 0)
  }
}

/// Huber's: half the squared difference d up to `delta`, `delta · (|d| − delta / 2)` beyond; the gradient is `scale · d`
/// within bounds of `delta`.
package func huberLoss(_ all: LossStretch, delta: Float) -> Double {
  total(all.entries, images: all.images) { place, real in
    let difference = ((all.prediction + place).lane - (all.target + place).lane) * real
    let bounded = difference.atLeast(-delta).atMost(delta)
    if let gradient = all.gradient { leave(bounded * all.scale, at: gradient + place, adding: all.adding) }
    // Within the bound the two are equal, and this is half the square.
    return bounded * (difference - bounded * 0.5)
  }
}

/// Binary cross-entropy of predictions in [0, 1]; as in PyTorch no logarithm is below −100.
package func crossEntropyLoss(_ all: LossStretch) -> Double {
  total(all.entries, images: all.images) { place, real in
    let p = (all.prediction + place).lane
    let t = (all.target + place).lane
    if let gradient = all.gradient {
      let variance = ((1 - p) * p).atLeast(1e-12)
      leave((p - t) / variance * (real * all.scale), at: gradient + place, adding: all.adding)
    }
    let hit = naturalLogarithm(p).atLeast(-100).atMost(0)
    let miss = naturalLogarithm(1 - p).atLeast(-100).atMost(0)
    return (((t - 1) * miss) - t * hit) * real
  }
}

/// Each image's sum of squared differences.
package func squaredErrors(_ all: ImageErrors) {
  totals(all.entries, images: all.images) { place, _ in
    let difference = (all.prediction + place).lane - (all.target + place).lane
    return difference * difference
  } give: {
    all.sums[$0] = $1
  }
}

/// Each image's sum of absolute differences.
package func absoluteErrors(_ all: ImageErrors) {
  totals(all.entries, images: all.images) { place, _ in
    let difference = (all.prediction + place).lane - (all.target + place).lane
    return difference.replacing(with: -difference, where: difference .< 0)
  } give: {
    all.sums[$0] = $1
  }
}
