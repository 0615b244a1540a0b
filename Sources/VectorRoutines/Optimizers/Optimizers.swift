// Optimiser steps over a flat run of parameters, each number in one pass. A run need not fill its last lane.

/// Calls `body` with the place of every lane and the floats of it that are in the run.
@inline(__always) private func forEachLane(_ count: Int, _ body: (_ place: Int, _ floats: Int) -> Void) {
  var place = 0
  while place &+ laneWidth <= count {
    body(place, laneWidth)
    place &+= laneWidth
  }
  if place < count { body(place, count &- place) }
}

/// The first `floats` floats of a lane, and zeros.
@inline(__always) private func load(_ source: Source, _ floats: Int) -> Lane {
  if floats == laneWidth { return source.lane }
  var lane = Lane()
  for number in 0..<floats { lane[number] = source[number] }
  return lane
}

/// Leaves the first `floats` floats of a lane.
@inline(__always) private func store(_ lane: Lane, _ target: Destination, _ floats: Int) {
  if floats == laneWidth { return target.lane = lane }
  for number in 0..<floats { target[number] = lane[number] }
}

/// The gradient, and `decay` times the parameters besides.
@inline(__always) private func decayed(_ gradient: Lane, _ parameters: Lane, _ decay: Float) -> Lane {
  decay == 0 ? gradient : fused(gradient, parameters, Lane(repeating: decay))
}

/// One Adam step: `m += (1 − β1)(g − m)`, `v = β2 · v + (1 − β2) · g²`, `p −= stepSize · m / (√v / rootCorrection + ε)`.
///
/// The gradient g has `decay · p` added to it; p is multiplied by `shrinkage` first. Where `greatest` is given, it keeps
/// the greatest v so far, which stands for v in the divisor.
public func adamStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
  firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>,
  greatest: UnsafeMutablePointer<Float>?, count: Int, firstWeight: Float, secondDecay: Float, secondWeight: Float,
  stepSize: Float, rootCorrection: Float, epsilon: Float, decay: Float, shrinkage: Float
) {
  forEachLane(count) { i, floats in
    let p = load(parameters + i, floats)
    let g = decayed(load(gradients + i, floats), p, decay)
    var m = load(firstMoments + i, floats)
    var v = load(secondMoments + i, floats)
    m = fused(m, g - m, Lane(repeating: firstWeight))
    v = fused(v * secondDecay, g * secondWeight, g)
    store(m, firstMoments + i, floats)
    store(v, secondMoments + i, floats)
    if let greatest {
      let before = load(greatest + i, floats)
      v.replace(with: before, where: before .> v)
      store(v, greatest + i, floats)
    }
    let denominator = v.squareRoot() / Lane(repeating: rootCorrection) + Lane(repeating: epsilon)
    store(p * shrinkage - (m * stepSize) / denominator, parameters + i, floats)
  }
}

/// One step of gradient descent: `b = momentum · b + g`, `p −= rate · b`; with `nesterov`, `p −= rate · (g + momentum · b)`.
///
/// The gradient g has `decay · p` added to it. Without velocities b is g.
public func descentStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, velocities: UnsafeMutablePointer<Float>?,
  count: Int, rate: Float, momentum: Float, nesterov: Bool, decay: Float
) {
  forEachLane(count) { i, floats in
    let p = load(parameters + i, floats)
    let g = decayed(load(gradients + i, floats), p, decay)
    var step = g
    if let velocities {
      let b = (load(velocities + i, floats) * momentum) + g
      store(b, velocities + i, floats)
      step = nesterov ? fused(g, b, Lane(repeating: momentum)) : b
    }
    store(fused(p, step, Lane(repeating: -rate)), parameters + i, floats)
  }
}

/// One RMSprop step: `v = α · v + (1 − α) · g²`, `p −= rate · g / (√v + ε)`.
///
/// The gradient g has `decay · p` added to it. Where `means` are given, their squares are taken from v first; where
/// `velocities` are given, the quotient is added to `momentum` times them, and they are the step.
public func rootMeanSquareStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, squares: UnsafeMutablePointer<Float>,
  means: UnsafeMutablePointer<Float>?, velocities: UnsafeMutablePointer<Float>?, count: Int, rate: Float,
  smoothing: Float, weight: Float, momentum: Float, epsilon: Float, decay: Float
) {
  forEachLane(count) { i, floats in
    let p = load(parameters + i, floats)
    let g = decayed(load(gradients + i, floats), p, decay)
    var v = fused(load(squares + i, floats) * smoothing, g * weight, g)
    store(v, squares + i, floats)
    if let means {
      var mean = load(means + i, floats)
      mean = fused(mean, g - mean, Lane(repeating: weight))
      store(mean, means + i, floats)
      // Rounding alone can make a variance negative.
      v = fused(v, -mean, mean).atLeast(0)
    }
    var step = g / (v.squareRoot() + Lane(repeating: epsilon))
    if let velocities {
      step = fused(step, load(velocities + i, floats), Lane(repeating: momentum))
      store(step, velocities + i, floats)
    }
    store(fused(p, step, Lane(repeating: -rate)), parameters + i, floats)
  }
}

/// One Adagrad step: `s += g²`, `p −= rate · g / (√s + ε)`; the gradient g has `decay · p` added to it.
public func adaptiveGradientStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, squares: UnsafeMutablePointer<Float>,
  count: Int, rate: Float, epsilon: Float, decay: Float
) {
  forEachLane(count) { i, floats in
    let p = load(parameters + i, floats)
    let g = decayed(load(gradients + i, floats), p, decay)
    let s = fused(load(squares + i, floats), g, g)
    store(s, squares + i, floats)
    store(p - (g * rate) / (s.squareRoot() + Lane(repeating: epsilon)), parameters + i, floats)
  }
}

/// The sum of the squares of `count` numbers in double precision: sixteen sums side by side, then one after the other.
public func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
  var sum = 0.0
  var part = 0
  while part < entryWidth {
    var totals = DoubleLane()
    var place = part
    while place < count {
      let numbers = DoubleLane(load(values + place, min(laneWidth, count &- place)))
      totals += numbers * numbers
      place &+= entryWidth
    }
    for lane in 0..<laneWidth { sum += totals[lane] }
    part &+= laneWidth
  }
  return sum
}

/// Multiplies `count` numbers by `factor`.
public func scaleNumbers(_ values: UnsafeMutablePointer<Float>, factor: Float, count: Int) {
  forEachLane(count) { i, floats in store(load(values + i, floats) * factor, values + i, floats) }
}

/// Brings `count` numbers between −`bound` and `bound`.
public func boundNumbers(_ values: UnsafeMutablePointer<Float>, bound: Float, count: Int) {
  forEachLane(count) { i, floats in
    store(load(values + i, floats).atLeast(-bound).atMost(bound), values + i, floats)
  }
}
