package import KernelArguments

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

/// One Adam step.
package func adamStep(_ step: AdamStep) {
  forEachLane(step.count) { i, floats in
    let p = load(step.parameters + i, floats)
    let g = decayed(load(step.gradients + i, floats), p, step.decay)
    var m = load(step.firstMoments + i, floats)
    var v = load(step.secondMoments + i, floats)
    m = fused(m, g - m, Lane(repeating: step.firstWeight))
    v = fused(v * step.secondDecay, g * step.secondWeight, g)
    store(m, step.firstMoments + i, floats)
    store(v, step.secondMoments + i, floats)
    if let greatest = step.greatest {
      let before = load(greatest + i, floats)
      v.replace(with: before, where: before .> v)
      store(v, greatest + i, floats)
    }
    let denominator = v.squareRoot() / Lane(repeating: step.rootCorrection) + Lane(repeating: step.epsilon)
    store(p * step.shrinkage - (m * step.stepSize) / denominator, step.parameters + i, floats)
  }
}

/// One step of gradient descent.
package func descentStep(_ descent: DescentStep) {
  forEachLane(descent.count) { i, floats in
    let p = load(descent.parameters + i, floats)
    let g = decayed(load(descent.gradients + i, floats), p, descent.decay)
    var step = g
    if let velocities = descent.velocities {
      let b = (load(velocities + i, floats) * descent.momentum) + g
      store(b, velocities + i, floats)
      step = descent.isNesterov ? fused(g, b, Lane(repeating: descent.momentum)) : b
    }
    store(fused(p, step, Lane(repeating: -descent.rate)), descent.parameters + i, floats)
  }
}

/// One RMSprop step.
package func rootMeanSquareStep(_ all: RootMeanSquareStep) {
  forEachLane(all.count) { i, floats in
    let p = load(all.parameters + i, floats)
    let g = decayed(load(all.gradients + i, floats), p, all.decay)
    var v = fused(load(all.squares + i, floats) * all.smoothing, g * all.weight, g)
    store(v, all.squares + i, floats)
    if let means = all.means {
      var mean = load(means + i, floats)
      mean = fused(mean, g - mean, Lane(repeating: all.weight))
      store(mean, means + i, floats)
      // Rounding alone can make a variance negative.
      v = fused(v, -mean, mean).atLeast(0)
    }
    var step = g / (v.squareRoot() + Lane(repeating: all.epsilon))
    if let velocities = all.velocities {
      step = fused(step, load(velocities + i, floats), Lane(repeating: all.momentum))
      store(step, velocities + i, floats)
    }
    store(fused(p, step, Lane(repeating: -all.rate)), all.parameters + i, floats)
  }
}

/// One Adagrad step.
package func adaptiveGradientStep(_ step: AdaptiveGradientStep) {
  forEachLane(step.count) { i, floats in
    let p = load(step.parameters + i, floats)
    let g = decayed(load(step.gradients + i, floats), p, step.decay)
    let s = fused(load(step.squares + i, floats), g, g)
    store(s, step.squares + i, floats)
    store(p - (g * step.rate) / (s.squareRoot() + Lane(repeating: step.epsilon)), step.parameters + i, floats)
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

/// Multiplies numbers by a factor.
package func scaleNumbers(_ all: ScaledNumbers) {
  forEachLane(all.count) { i, floats in store(load(all.values + i, floats) * all.factor, all.values + i, floats) }
}

/// Brings numbers within a bound of zero.
package func boundNumbers(_ all: BoundedNumbers) {
  forEachLane(all.count) { i, floats in
    store(load(all.values + i, floats).atLeast(-all.bound).atMost(all.bound), all.values + i, floats)
  }
}
