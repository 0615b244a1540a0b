// The normal distribution, close to the last place in its tails too: there it is a power of e times a factor that
// changes slowly, and both are known to a relative error, where 1 + erf would cancel.

private let inverseRootTwoPi: Float = 0.3989423

/// So far from zero and farther, the tails are zero in single precision.
private let farthest: Float = 15

/// Φ(x) · (a + 3) · e^(a²/2) at x = −a ≤ 0, as a polynomial in (a − 3) / (a + 3), from the highest power down.
///
/// Fitted to a relative error of 1e-9 for a from 0 to 15. The mapping to a quotient is M. M. Shepherd and
/// J. G. Laframboise's, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x", Math. Comp. 36 (1981).
@inline(__always) private func scaledTail(_ s: Lane) -> Lane {
  var p = Lane(repeating: 5.448929005069658e-05)
  p = fused(Lane(repeating: 1.3133056927472353e-04), p, s)
  p = fused(Lane(repeating: -2.4473018129356205e-04), p, s)
  p = fused(Lane(repeating: -1.0325738694518805e-03), p, s)
  p = fused(Lane(repeating: 1.0247540194541216e-03), p, s)
  p = fused(Lane(repeating: 6.969311274588108e-03), p, s)
  p = fused(Lane(repeating: -1.0462513193488121e-02), p, s)
  p = fused(Lane(repeating: -4.726268723607063e-02), p, s)
  p = fused(Lane(repeating: 0.23001770675182343), p, s)
  p = fused(Lane(repeating: -0.509332001209259), p, s)
  return fused(Lane(repeating: 0.7290837168693542), p, s)
}

/// The parts that everything here is made of: a = |x|, at most 15; e^(−a²/2); and Φ(−a) over that power.
@inline(__always) private func normalTail(_ x: Lane) -> (a: Lane, power: Lane, ratio: Lane) {
  let a = x.magnitudes.atMost(farthest)
  // a² in two parts: rounded to one, it would cost the tail 100 units in the last place.
  let square = a * a
  let rest = fused(-square, a, a)
  let rough = exponentialOfNegative(square * -0.5)
  let power = fused(rough, rough, rest * -0.5)
  let quotient = 1 / (a + 3)
  return (a, power, scaledTail(fused(Lane(repeating: 1), quotient, Lane(repeating: -6))) * quotient)
}

/// The standard normal distribution function Φ(x).
@inline(__always) func normalDistribution(_ x: Lane) -> Lane {
  let (_, power, ratio) = normalTail(x)
  let tail = power * ratio
  return tail.replacing(with: 1 - tail, where: x .>= 0)
}

/// The standard normal density φ(x).
@inline(__always) func normalDensity(_ x: Lane) -> Lane { normalTail(x).power * inverseRootTwoPi }

/// `x · Φ(x)`, and its limit 0 at minus infinity. The power comes in last, so that nothing on the way is denormal.
@inline(__always) func gaussianErrorUnit(_ x: Lane) -> Lane {
  let (a, power, ratio) = normalTail(x)
  let left = power * (a * -ratio)
  return left.replacing(with: x * (1 - power * ratio), where: x .>= 0)
}

/// The derivative of `x · Φ(x)`: `Φ(x) + x · φ(x)`.
@inline(__always) func gaussianErrorUnitSlope(_ x: Lane) -> Lane {
  let (a, power, ratio) = normalTail(x)
  let left = power * fused(ratio, a, Lane(repeating: -inverseRootTwoPi))
  return left.replacing(with: 1 - left, where: x .>= 0)
}
