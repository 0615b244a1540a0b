// Normal numbers from uniform ones, with every operation in PyTorch's order so that the bits are PyTorch's. Hence
// logarithm, sine and cosine of their own here: the polynomials are Cephes' (S. Moshier's logf, sinf and cosf), and which
// products and sums are rounded together is part of the definition.

/// Eight numbers: PyTorch pairs the k-th of sixteen with the (k + 8)-th, on any processor.
private typealias Eight = SIMD8<Float>
private typealias EightIntegers = SIMD8<Int32>

/// The natural logarithm of numbers from 2⁻²⁴ to 1.
@inline(__always) private func logarithm(_ number: Eight) -> Eight {
  let bits = unsafeBitCast(number, to: EightIntegers.self)
  var exponent = Eight(bits &>> 23) - 127 + 1
  var x = unsafeBitCast((bits & 0x007f_ffff) | 0x3f00_0000, to: Eight.self)
  let small = x .< 0.70710678
  exponent.replace(with: exponent - 1, where: small)
  x = (x - 1).replacing(with: (x - 1) + x, where: small)
  let z = x * x
  var y = Eight(repeating: 7.0376836292e-2)
  y = Eight(repeating: -1.1514610310e-1).addingProduct(y, x)
  y = Eight(repeating: 1.1676998740e-1).addingProduct(y, x)
  y = Eight(repeating: -1.2420140846e-1).addingProduct(y, x)
  y = Eight(repeating: 1.4249322787e-1).addingProduct(y, x)
  y = Eight(repeating: -1.6668057665e-1).addingProduct(y, x)
  y = Eight(repeating: 2.0000714765e-1).addingProduct(y, x)
  y = Eight(repeating: -2.4999993993e-1).addingProduct(y, x)
  y = Eight(repeating: 3.3333331174e-1).addingProduct(y, x)
  y = y * x
  y = (exponent * -2.12194440e-4).addingProduct(y, z)
  y = y.addingProduct(z, Eight(repeating: -0.5))
  return (x + y).addingProduct(exponent, Eight(repeating: 0.693359375))
}

/// Sine and cosine of angles from 0 to 2π.
@inline(__always) private func sineAndCosine(_ angle: Eight) -> (sine: Eight, cosine: Eight) {
  // The angle is an even number of eighths of a circle, and a rest around zero.
  let eighths = (EightIntegers(angle * 1.27323954473516) &+ 1) & ~1
  let y = Eight(eighths)
  var x = angle.addingProduct(y, Eight(repeating: -0.78515625))
  x = x.addingProduct(y, Eight(repeating: -2.4187564849853515625e-4))
  x = x.addingProduct(y, Eight(repeating: -3.77489497744594108e-8))
  let z = x * x
  var even = Eight(repeating: -1.388731625493765e-3).addingProduct(Eight(repeating: 2.443315711809948e-5), z)
  even = Eight(repeating: 4.166664568298827e-2).addingProduct(even, z)
  even = even * z
  even = (z * -0.5).addingProduct(even, z)
  even = even + 1
  var odd = Eight(repeating: 8.3321608736e-3).addingProduct(Eight(repeating: -1.9515295891e-4), z)
  odd = Eight(repeating: -1.6666654611e-1).addingProduct(odd, z)
  odd = odd * z
  odd = x.addingProduct(odd, x)
  let swaps = (eighths & 2) .!= 0
  let sine = odd.replacing(with: even, where: swaps)
  let cosine = even.replacing(with: odd, where: swaps)
  return (
    sine.replacing(with: -sine, where: (eighths & 4) .!= 0),
    cosine.replacing(with: -cosine, where: ((eighths &- 2) & 4) .== 0)
  )
}

/// Makes blocks of sixteen numbers from 0 up to 1 into normal ones, in place, by Box and Muller's transformation.
public func normalBlocks(_ values: UnsafeMutablePointer<Float>, blocks: Int, mean: Float, deviation: Float) {
  for block in 0..<blocks {
    let first = UnsafeMutableRawPointer(values + block &* 16)
    let second = first + 32
    let radius = (logarithm(1 - first.loadUnaligned(as: Eight.self)) * -2).squareRoot()
    let (sine, cosine) = sineAndCosine(second.loadUnaligned(as: Eight.self) * 6.2831855)
    let (center, scale) = (Eight(repeating: mean), Eight(repeating: deviation))
    first.storeBytes(of: center.addingProduct(radius * cosine, scale), as: Eight.self)
    second.storeBytes(of: center.addingProduct(radius * sine, scale), as: Eight.self)
  }
}
