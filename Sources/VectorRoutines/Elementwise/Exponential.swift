// Elementary functions of our own: those of the system's library differ from one processor to the next.

/// Adding this to a small number rounds it to an integer, which then stands in the low bits.
private let roundingShift: Float = 12_582_912
private let roundingBits: Int32 = 0x4b40_0000

// Those that loops over lanes call are transparent: the compiler makes a call of an inline function once a loop has as
// many branches as the standard library's comparisons bring, and a lane then travels through memory.

/// e to the power of `x`, to within one unit in the last place or so.
@_transparent func exponential(_ x: Lane) -> Lane {
  // Beyond these the result is zero or infinite. What is not a number stays so.
  let (r, p, exponent) = reduced(x.atLeast(-104).atMost(89))
  // Two factors, since 2ⁿ alone may lie outside the range of normal numbers where the product does not.
  let half = exponent &>> 1
  return fused((r + 1), p, r * r) * powerOfTwo(half) * powerOfTwo(exponent &- half)
}

/// e to the power of an `x` from −1000 to 0, as near; zero where the result would be denormal.
@_transparent func exponentialOfNegative(_ x: Lane) -> Lane {
  let (r, p, exponent) = reduced(x)
  return fused((r + 1), p, r * r) * unsafeBitCast((exponent &+ 127).atLeastZero &<< 23, to: Lane.self)
}

/// `eˣ − 1` of numbers that are not positive, exact near zero too.
@_transparent func exponentialMinusOne(_ x: Lane) -> Lane {
  // Below this the result is −1.
  let (r, p, exponent) = reduced(x.atLeast(-30).atMost(0))
  let scale = powerOfTwo(exponent)
  return fused(scale - 1, fused(r, p, r * r), scale)
}

/// x as n · ln 2 + r with a whole n, and p such that `eʳ` is `1 + r + p · r²`.
@_transparent func reduced(_ x: Lane) -> (r: Lane, p: Lane, n: LaneIntegers) {
  // ln 2 in two parts, so that r is exact.
  let shifted = fused(Lane(repeating: roundingShift), x, Lane(repeating: 1.442695))
  let n = shifted - roundingShift
  var r = fused(x, n, Lane(repeating: -0.693359375))
  r = fused(r, n, Lane(repeating: 2.1219444e-4))
  // The minimax polynomial of Cephes' expf.
  var p = Lane(repeating: 1.9875691e-4)
  p = fused(Lane(repeating: 1.3981999e-3), p, r)
  p = fused(Lane(repeating: 8.3334519e-3), p, r)
  p = fused(Lane(repeating: 4.1665796e-2), p, r)
  p = fused(Lane(repeating: 1.6666665e-1), p, r)
  p = fused(Lane(repeating: 0.5), p, r)
  return (r, p, unsafeBitCast(shifted, to: LaneIntegers.self) &- LaneIntegers(repeating: roundingBits))
}

@_transparent func powerOfTwo(_ exponent: LaneIntegers) -> Lane {
  unsafeBitCast((exponent &+ 127) &<< 23, to: Lane.self)
}

/// The minimax polynomial of Cephes' logf, p such that ln(1 + m) is near m − m² / 2 + p · m³.
@inline(__always) func logarithmPolynomial(_ m: Lane) -> Lane {
  var p = Lane(repeating: 7.0376836292e-2)
  p = fused(Lane(repeating: -1.1514610310e-1), p, m)
  p = fused(Lane(repeating: 1.1676998740e-1), p, m)
  p = fused(Lane(repeating: -1.2420140846e-1), p, m)
  p = fused(Lane(repeating: 1.4249322787e-1), p, m)
  p = fused(Lane(repeating: -1.6668057665e-1), p, m)
  p = fused(Lane(repeating: 2.0000714765e-1), p, m)
  p = fused(Lane(repeating: -2.4999993993e-1), p, m)
  p = fused(Lane(repeating: 3.3333331174e-1), p, m)
  return p
}

/// The natural logarithm of a positive normal number; of anything smaller, minus infinity; of NaN, NaN.
@inline(__always) func naturalLogarithm(_ x: Lane) -> Lane {
  let bits = unsafeBitCast(x, to: LaneIntegers.self)
  // x = m · 2ᵉ with m in √½ ..< √2.
  let integers = ((bits &>> 23) & 255) &+ LaneIntegers(repeating: roundingBits &- 126)
  var exponent = unsafeBitCast(integers, to: Lane.self) - roundingShift
  var m = unsafeBitCast((bits & 0x007f_ffff) | 0x3f00_0000, to: Lane.self)
  let small = m .< 0.70710678
  exponent.replace(with: exponent - 1, where: small)
  m.replace(with: m + m, where: small)
  m -= 1
  let z = m * m
  var y = logarithmPolynomial(m) * m * z
  y = fused(y, exponent, Lane(repeating: -2.12194440e-4))
  y = fused(y, z, Lane(repeating: -0.5))
  let result = fused((m + y), exponent, Lane(repeating: 0.693359375))
  return result.replacing(with: -.infinity, where: x .< Lane(repeating: Float.leastNormalMagnitude))
    .replacing(with: x, where: x .!= x)
}

/// `ln(1 + x)` of numbers from 0 to 1, close to the last place near zero too.
@inline(__always) func logarithmOfOnePlus(_ x: Lane) -> Lane {
  let sum = x + 1
  // What the sum has lost in rounding comes back as its share of the logarithm.
  return naturalLogarithm(sum) + (x - (sum - 1)) / sum
}

/// The hyperbolic tangent: a polynomial near zero, elsewhere by the exponential.
@inline(__always) func hyperbolicTangent(_ x: Lane) -> Lane {
  let magnitude = x.replacing(with: -x, where: x .< 0)
  let far = 1 - 2 / (exponential(magnitude + magnitude) + 1)
  let z = x * x
  var p = Lane(repeating: -5.70498872745e-3)
  p = fused(Lane(repeating: 2.06390887954e-2), p, z)
  p = fused(Lane(repeating: -5.37397155531e-2), p, z)
  p = fused(Lane(repeating: 1.33314422036e-1), p, z)
  p = fused(Lane(repeating: -3.33332819422e-1), p, z)
  let near = fused(x, x * z, p)
  return far.replacing(with: -far, where: x .< 0).replacing(with: near, where: magnitude .< 0.625)
}

/// The logistic function 1 / (1 + e⁻ˣ).
@inline(__always) func logistic(_ x: Lane) -> Lane { 1 / (1 + exponential(-x)) }
