package import KernelArguments

// Random numbers from uniform ones, with every operation in PyTorch's order so that the bits are PyTorch's. Hence
// logarithm, sine and cosine of their own here: the polynomials are Cephes' (S. Moshier's logf, sinf and cosf), and which
// products and sums are rounded together is part of the definition.

/// `x = low + x · span`, rounded once.
package func spreadUniform(_ all: UniformSpan) {
  for place in 0..<all.count { all.values[place] = all.low.addingProduct(all.values[place], all.span) }
}

/// Adding this to a small whole number leaves it in the low bits.
private let wholeShift: Float = 8_388_608
private let wholeBits: Int32 = 0x4b00_0000

/// The natural logarithm of numbers from 2⁻²⁴ to 1.
@inline(__always) private func logarithm(_ number: Lane) -> Lane {
  let bits = unsafeBitCast(number, to: LaneIntegers.self)
  var exponent = unsafeBitCast((bits &>> 23) | LaneIntegers(repeating: wholeBits), to: Lane.self) - wholeShift - 126
  var x = unsafeBitCast((bits & 0x007f_ffff) | 0x3f00_0000, to: Lane.self)
  let small = x .< 0.70710678
  exponent.replace(with: exponent - 1, where: small)
  x = (x - 1).replacing(with: (x - 1) + x, where: small)
  let z = x * x
  var y = logarithmPolynomial(x) * x
  y = fused(exponent * -2.12194440e-4, y, z)
  y = fused(y, z, Lane(repeating: -0.5))
  return fused(x + y, exponent, Lane(repeating: 0.693359375))
}

/// Sine and cosine of angles from 0 to 2π.
@inline(__always) private func sineAndCosine(_ angle: Lane) -> (sine: Lane, cosine: Lane) {
  // The angle is an even number of eighths of a circle, and a rest around zero.
  let turns = angle * 1.27323954473516
  var whole = (turns + wholeShift) - wholeShift
  whole.replace(with: whole - 1, where: whole .> turns)
  let eighths =
    (unsafeBitCast(whole + (wholeShift + 1), to: LaneIntegers.self) &- LaneIntegers(repeating: wholeBits)) & ~1
  let y = unsafeBitCast(eighths | LaneIntegers(repeating: wholeBits), to: Lane.self) - wholeShift
  var x = fused(angle, y, Lane(repeating: -0.78515625))
  x = fused(x, y, Lane(repeating: -2.4187564849853515625e-4))
  x = fused(x, y, Lane(repeating: -3.77489497744594108e-8))
  let z = x * x
  var even = fused(Lane(repeating: -1.388731625493765e-3), Lane(repeating: 2.443315711809948e-5), z)
  even = fused(Lane(repeating: 4.166664568298827e-2), even, z)
  even = even * z
  even = fused(z * -0.5, even, z)
  even = even + 1
  var odd = fused(Lane(repeating: 8.3321608736e-3), Lane(repeating: -1.9515295891e-4), z)
  odd = fused(Lane(repeating: -1.6666654611e-1), odd, z)
  odd = odd * z
  odd = fused(x, odd, x)
  // Sine and cosine change places in every other quarter; the third bit tells their signs.
  let (evenBits, oddBits) = (unsafeBitCast(even, to: LaneIntegers.self), unsafeBitCast(odd, to: LaneIntegers.self))
  let swapped = (evenBits ^ oddBits) & ((eighths &<< 30) &>> 31)
  let sineSign = (eighths & 4) &<< 29
  let cosineSign = ((eighths &+ 2) & 4) &<< 29
  return (
    unsafeBitCast(oddBits ^ swapped ^ sineSign, to: Lane.self),
    unsafeBitCast(evenBits ^ swapped ^ cosineSign, to: Lane.self)
  )
}

/// Makes blocks of sixteen numbers from 0 up to 1 into normal ones, in place, by Box and Muller's transformation.
///
/// PyTorch pairs the k-th of sixteen with the (k + 8)-th, on any processor.
package func normalBlocks(_ all: NormalBlocks) {
  let (center, scale) = (Lane(repeating: all.mean), Lane(repeating: all.deviation))
  for block in 0..<all.blocks {
    let place = all.values + block &* 16
    #if AVX512
      let radius = (logarithm(1 - place.lane) * -2).squareRoot().lowHalf
      let (sine, cosine) = sineAndCosine(place.lane * 6.2831855)
      let pairs = Lane(lowHalf: radius * cosine.highHalf, highHalf: radius * sine.highHalf)
      place.lane = fused(center, pairs, scale)
    #else
      let radius = (logarithm(1 - place.lane) * -2).squareRoot()
      let (sine, cosine) = sineAndCosine((place + 8).lane * 6.2831855)
      place.lane = fused(center, radius * cosine, scale)
      (place + 8).lane = fused(center, radius * sine, scale)
    #endif
  }
}
