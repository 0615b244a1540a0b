// Losses over `entries` entries of one block, of which the first `images` images are real. Each writes the gradient,
// zero in the padding, and returns the sum of its terms in double precision.

/// Adds up `term` over all entries: short runs in single precision, the runs in double, the images last.
@inline(__always)
private func total(_ entries: Int, images: Int, _ term: (_ place: Int, _ real: Lane) -> Lane) -> Double {
  let run = 16
  var sum = 0.0
  var part = 0
  while part < entryWidth {
    var real = Lane()
    for lane in 0..<laneWidth where part &+ lane < images { real[lane] = 1 }
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
    for lane in 0..<laneWidth where part &+ lane < images { sum += totals[lane] }
    part &+= laneWidth
  }
  return sum
}

/// Squared differences; the gradient is `2 · scale · (prediction − target)`.
public func squaredErrorLoss(
  _ prediction: UnsafePointer<Float>, _ target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?,
  entries: Int, images: Int, scale: Float
) -> Double {
  total(entries, images: images) { place, real in
    let difference = ((prediction + place).lane - (target + place).lane) * real
    if let gradient { (gradient + place).lane = difference * (2 * scale) }
    return difference * difference
  }
}

/// Absolute differences; the gradient is `scale` times their sign.
public func absoluteErrorLoss(
  _ prediction: UnsafePointer<Float>, _ target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?,
  entries: Int, images: Int, scale: Float
) -> Double {
  total(entries, images: images) { place, real in
    let difference = ((prediction + place).lane - (target + place).lane) * real
    if let gradient {
      let sign = Lane().replacing(with: 1, where: difference .> 0).replacing(with: -1, where: difference .< 0)
      (gradient + place).lane = sign * scale
    }
    return difference.replacing(with: -difference, where: difference .< 0)
  }
}

/// Binary cross-entropy of predictions in [0, 1]; as in PyTorch no logarithm is below −100.
public func crossEntropyLoss(
  _ prediction: UnsafePointer<Float>, _ target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?,
  entries: Int, images: Int, scale: Float
) -> Double {
  total(entries, images: images) { place, real in
    let p = (prediction + place).lane
    let t = (target + place).lane
    if let gradient {
      let variance = ((1 - p) * p).atLeast(1e-12)
      (gradient + place).lane = (p - t) / variance * (real * scale)
    }
    let hit = naturalLogarithm(p).atLeast(-100).atMost(0)
    let miss = naturalLogarithm(1 - p).atLeast(-100).atMost(0)
    return (((t - 1) * miss) - t * hit) * real
  }
}
