/// Two outputs of five taps from six products instead of ten, by the points 0, ±1, ±2 and infinity.
enum TwoOfFive: GradientFilter {
  typealias Input = SixPoints
  static var inputStep: Int { 2 }

  enum Weights: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 6 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (g0, g1, g2, g3, g4) = (g(0), g(1), g(2), g(3), g(4))
      put(0, g0 * 0.25)
      let even = (g0 + g2 + g4) * (-1 / 6)
      let odd = (g1 + g3) * (1 / 6)
      put(1, even - odd)
      put(2, even + odd)
      let wideEven = fused(fused(g0, g2, 4), g4, 16) * (1 / 24)
      let wideOdd = fused(g1, g3, 4) * (1 / 12)
      put(3, wideEven + wideOdd)
      put(4, wideEven - wideOdd)
      put(5, g4)
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 2 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4))
      put(0, (m(0) + (m1 + m2)) + (m3 + m4))
      put(1, fused((m1 - m2) + m(5), m3 - m4, 2))
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 2 }
    static var outputs: Int { 6 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (y0, y1) = (y(0), y(1))
      put(0, y0)
      put(1, y0 + y1)
      put(2, y0 - y1)
      put(3, fused(y0, y1, 2))
      put(4, fused(y0, y1, -2))
      put(5, y1)
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4))
      let even = (m1 + m2) * (-1 / 6)
      let odd = (m2 - m1) * (1 / 6)
      let (wideEven, wideOdd) = (m3 + m4, m3 - m4)
      put(0, fused(fused(even, m(0), 0.25), wideEven, 1 / 24))
      put(1, fused(odd, wideOdd, 1 / 12))
      put(2, fused(even, wideEven, 1 / 6))
      put(3, fused(odd, wideOdd, 1 / 3))
      put(4, fused(even + m(5), wideEven, 2 / 3))
    }
  }
}
