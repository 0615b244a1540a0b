/// Four outputs of three taps from six products instead of twelve, by the points 0, ±1, ±2 and infinity.
enum FourOfThree: GradientFilter {
  typealias Input = SixPoints
  static var inputStep: Int { 4 }

  enum Weights: LinearMap {
    static var inputs: Int { 3 }
    static var outputs: Int { 6 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (g0, g1, g2) = (g(0), g(1), g(2))
      put(0, g0 * 0.25)
      let even = (g0 + g2) * (-1 / 6)
      put(1, fused(even, g1, -1 / 6))
      put(2, fused(even, g1, 1 / 6))
      let wideEven = fused(g0 * (1 / 24), g2, 1 / 6)
      put(3, fused(wideEven, g1, 1 / 12))
      put(4, fused(wideEven, g1, -1 / 12))
      put(5, g2)
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4))
      let (even, odd, wideEven, wideOdd) = (m1 + m2, m1 - m2, m3 + m4, m3 - m4)
      put(0, m(0) + even + wideEven)
      put(1, fused(odd, wideOdd, 2))
      put(2, fused(even, wideEven, 4))
      put(3, fused(odd + m(5), wideOdd, 8))
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 6 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (y0, y1, y2, y3) = (y(0), y(1), y(2), y(3))
      put(0, y0)
      let (even, odd) = (y0 + y2, y1 + y3)
      put(1, even + odd)
      put(2, even - odd)
      let wideEven = fused(y0, y2, 4)
      let wideOdd = fused(y1, y3, 4)
      put(3, fused(wideEven, wideOdd, 2))
      put(4, fused(wideEven, wideOdd, -2))
      put(5, y3)
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 3 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4))
      let (even, odd, wideEven, wideOdd) = (m1 + m2, m2 - m1, m3 + m4, m3 - m4)
      put(0, fused(fused(m(0) * 0.25, even, -1 / 6), wideEven, 1 / 24))
      put(1, fused(odd * (1 / 6), wideOdd, 1 / 12))
      put(2, fused(m(5), wideEven - even, 1 / 6))
    }
  }
}

/// Six samples to the factors of the points 0, 1, −1, 2, −2 and infinity.
enum SixPoints: LinearMap {
  static var inputs: Int { 6 }
  static var outputs: Int { 6 }
  @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
    let (d1, d2, d3, d4) = (d(1), d(2), d(3), d(4))
    put(0, fused(fused(d4, d2, -5), d(0), 4))
    let (even, odd) = (d4 - d2 * 4, d3 - d1 * 4)
    put(1, even + odd)
    put(2, even - odd)
    let (wideEven, wideOdd) = (d4 - d2, d3 - d1)
    put(3, fused(wideEven, wideOdd, 2))
    put(4, fused(wideEven, wideOdd, -2))
    put(5, fused(fused(d(5), d3, -5), d1, 4))
  }
}
