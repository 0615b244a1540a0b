/// Four outputs of five taps from eight products instead of twenty, by the points 0, ±1, ±2, ±½ and infinity.
enum FourOfFive: GradientFilter {
  static var inputStep: Int { 4 }

  enum Input: LinearMap {
    static var inputs: Int { 8 }
    static var outputs: Int { 8 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (d1, d2, d3, d4, d5, d6) = (d(1), d(2), d(3), d(4), d(5), d(6))
      put(0, fused(d(0) - d6, d4 - d2, 5.25))
      put(7, fused(d(7) - d1, d3 - d5, 5.25))
      let even = fused(d2 + d6, d4, -4.25)
      let odd = fused(d1 + d5, d3, -4.25)
      put(1, even + odd)
      put(2, even - odd)
      let wideEven = fused(fused(d6, d2, 0.25), d4, -1.25)
      let wideOdd = fused(fused(d1 * 0.5, d3, -2.5), d5, 2)
      put(3, wideEven + wideOdd)
      put(4, wideEven - wideOdd)
      let nearEven = fused(fused(d6, d2, 4), d4, -5)
      let nearOdd = fused(fused(d5 * 0.5, d3, -2.5), d1, 2)
      put(5, nearEven + nearOdd)
      put(6, nearEven - nearOdd)
    }
  }

  enum Weights: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 8 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (g0, g1, g2, g3, g4) = (g(0), g(1), g(2), g(3), g(4))
      put(0, g0)
      let even = (g0 + g2 + g4) * (-2 / 9)
      let odd = (g1 + g3) * (-2 / 9)
      put(1, even + odd)
      put(2, even - odd)
      let wideEven = fused(fused(g0, g2, 4), g4, 16) * (1 / 90)
      let wideOdd = fused(g1, g3, 4) * (1 / 45)
      put(3, wideEven + wideOdd)
      put(4, wideEven - wideOdd)
      let nearEven = fused(fused(g4, g2, 4), g0, 16) * (2 / 45)
      let nearOdd = fused(g3, g1, 4) * (4 / 45)
      put(5, nearEven + nearOdd)
      put(6, nearEven - nearOdd)
      put(7, g4)
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 8 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4, m5, m6) = (m(1), m(2), m(3), m(4), m(5), m(6))
      let (even, wideEven, nearEven) = (m1 + m2, m3 + m4, m5 + m6)
      put(0, (m(0) + even) + (wideEven + nearEven))
      put(2, fused(fused(even, wideEven, 4), nearEven, 0.25))
      let (odd, wideOdd, nearOdd) = (m1 - m2, m3 - m4, m5 - m6)
      put(1, fused(fused(odd, wideOdd, 2), nearOdd, 0.5))
      put(3, fused(fused(odd + m(7), wideOdd, 8), nearOdd, 0.125))
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 8 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (y0, y1, y2, y3) = (y(0), y(1), y(2), y(3))
      put(0, y0)
      let (even, odd) = (y0 + y2, y1 + y3)
      put(1, even + odd)
      put(2, even - odd)
      let (wideEven, wideOdd) = (fused(y0, y2, 4), fused(y1, y3, 4))
      put(3, fused(wideEven, wideOdd, 2))
      put(4, fused(wideEven, wideOdd, -2))
      let (nearEven, nearOdd) = (fused(y0, y2, 0.25), fused(y1, y3, 0.25))
      put(5, fused(nearEven, nearOdd, 0.5))
      put(6, fused(nearEven, nearOdd, -0.5))
      put(7, y3)
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 8 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4, m5, m6) = (m(1), m(2), m(3), m(4), m(5), m(6))
      let even = (m1 + m2) * (-2 / 9)
      let (wideEven, nearEven) = (m3 + m4, m5 + m6)
      put(0, fused(fused(even + m(0), wideEven, 1 / 90), nearEven, 32 / 45))
      put(2, fused(fused(even, wideEven, 2 / 45), nearEven, 8 / 45))
      put(4, fused(fused(even + m(7), wideEven, 8 / 45), nearEven, 2 / 45))
      let odd = (m1 - m2) * (-2 / 9)
      let (wideOdd, nearOdd) = (m3 - m4, m5 - m6)
      put(1, fused(fused(odd, wideOdd, 1 / 45), nearOdd, 16 / 45))
      put(3, fused(fused(odd, wideOdd, 4 / 45), nearOdd, 4 / 45))
    }
  }
}
