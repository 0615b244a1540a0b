/// Four outputs of two taps from five products instead of eight, by the points 0, ±1, 2 and infinity.
enum FourOfTwo: GradientFilter {
  static var inputStep: Int { 4 }

  enum Input: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (d1, d2, d3) = (d(1), d(2), d(3))
      let outer = d3 - d1
      put(0, fused(outer, d(0) - d2, 2))
      let inner = d3 - d2
      put(1, fused(inner, d1, -2))
      put(2, fused(fused(inner, d2, -2), d1, 2))
      put(3, outer)
      put(4, fused(d(4) - d2, outer, -2))
    }
  }

  enum Weights: LinearMap {
    static var inputs: Int { 2 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (g0, g1) = (g(0), g(1))
      put(0, g0 * 0.5)
      put(1, (g0 + g1) * -0.5)
      put(2, (g1 - g0) * (1 / 6))
      put(3, fused(g0, g1, 2) * (1 / 6))
      put(4, g1)
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3) = (m(1), m(2), m(3))
      let (even, odd) = (m1 + m2, m1 - m2)
      put(0, m(0) + even + m3)
      put(1, fused(odd, m3, 2))
      put(2, fused(even, m3, 4))
      put(3, fused(odd + m(4), m3, 8))
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (y0, y1, y2, y3) = (y(0), y(1), y(2), y(3))
      put(0, y0)
      let (even, odd) = (y0 + y2, y1 + y3)
      put(1, even + odd)
      put(2, even - odd)
      put(3, fused(fused(y0, y2, 4), fused(y1, y3, 4), 2))
      put(4, y3)
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 2 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3) = (m(1), m(2), m(3))
      put(0, fused((m(0) - m1) * 0.5, m3 - m2, 1 / 6))
      put(1, fused(fused(fused(m(4), m1, -0.5), m2, 1 / 6), m3, 1 / 3))
    }
  }
}
