package import KernelArguments

// Activations that bend where a rectifier has a corner, each forward beside its backward.

/// So far from zero and farther, e^(−x) is zero in single precision, and so are its products with x.
private let farthest: Float = 200

/// `x / (1 + e⁻ˣ)` and its derivative are made of these: x within bounds, e^(−|x| / 2), and `1 / (1 + e^(−|x|))`.
///
/// The power is halved so that it comes in twice, behind whatever keeps the products from being denormal.
@_transparent private func sigmoidLinearParts(_ x: Lane) -> (x: Lane, root: Lane, weight: Lane) {
  let x = x.atLeast(-farthest)
  let root = exponentialOfNegative(x.magnitudes.atMost(farthest) * -0.5)
  return (x, root, 1 / fused(Lane(repeating: 1), root, root))
}

/// `x / (1 + e⁻ˣ)`, and its limit 0 at minus infinity.
@inline(__always) private func sigmoidLinearUnit(_ x: Lane) -> Lane {
  let (x, root, weight) = sigmoidLinearParts(x)
  return (x * weight).replacing(with: x * weight * root * root, where: x .< 0)
}

/// The derivative of `x / (1 + e⁻ˣ)`: `s + x · s · (1 − s)` with the logistic function s.
@inline(__always) private func sigmoidLinearSlope(_ x: Lane) -> Lane {
  let (x, root, weight) = sigmoidLinearParts(x.atMost(farthest))
  let right = weight * fused(Lane(repeating: 1), x * weight, root * root)
  let left = weight * fused(Lane(repeating: 1), x, weight) * root * root
  return right.replacing(with: left, where: x .< 0)
}

/// `y = x / (1 + e⁻ˣ)`.
package func sigmoidLinearForward(_ all: MappedNumbers) {
  forEachLane(all.count) { i in (all.result + i).lane = sigmoidLinearUnit((all.values + i).lane) }
}

/// `dx = dy · (s + x · s · (1 − s))` with the logistic function s.
package func sigmoidLinearBackward(_ all: MappedGradients) {
  forEachLane(all.count) { i in
    (all.result + i).lane = (all.gradient + i).lane * sigmoidLinearSlope((all.remembered + i).lane)
  }
}

/// `y = x` where x is positive, `alpha · (eˣ − 1)` elsewhere.
package func exponentialLinearForward(_ all: MappedNumbers, alpha: Float) {
  forEachLane(all.count) { i in
    let v = (all.values + i).lane
    (all.result + i).lane = v.replacing(with: exponentialMinusOne(v) * alpha, where: v .<= 0)
  }
}

/// `dx = dy` where x is positive, `dy · alpha · eˣ` elsewhere.
package func exponentialLinearBackward(_ all: MappedGradients, alpha: Float) {
  forEachLane(all.count) { i in
    let (v, g) = ((all.remembered + i).lane, (all.gradient + i).lane)
    (all.result + i).lane = g.replacing(with: g * (exponential(v) * alpha), where: v .<= 0)
  }
}

/// `y = ln(1 + e^(βx)) / β`, or x where `βx` is above the threshold.
package func softplusForward(_ all: MappedNumbers, _ curve: SoftplusCurve) {
  let (beta, threshold) = (curve.beta, curve.threshold)
  let reciprocal = 1 / beta
  forEachLane(all.count) { i in
    let v = (all.values + i).lane
    let z = v * beta
    let magnitude = z.replacing(with: -z, where: z .< 0)
    let value = z.rectified + logarithmOfOnePlus(exponential(-magnitude))
    (all.result + i).lane = (value * reciprocal).replacing(with: v, where: z .> Lane(repeating: threshold))
      .replacing(with: v, where: v .!= v)
  }
}

/// `dx = dy / (1 + e^(−βx))`, or dy where `βx` is above the threshold.
package func softplusBackward(_ all: MappedGradients, _ curve: SoftplusCurve) {
  let (beta, threshold) = (curve.beta, curve.threshold)
  forEachLane(all.count) { i in
    let z = (all.remembered + i).lane * beta
    let g = (all.gradient + i).lane
    (all.result + i).lane = (g * logistic(z)).replacing(with: g, where: z .> Lane(repeating: threshold))
  }
}
