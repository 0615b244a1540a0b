// Three taps at a stride of two: the outer taps meet every second sample, four of them by a filter of five products,
// and the middle tap meets the others one by one. Nine products take the place of twelve.

/// Four outputs of three taps at a stride of two.
enum FourOfThreeStrided: GradientFilter {
  static var inputStep: Int { 8 }

  enum Input: LinearMap {
    static var inputs: Int { 9 }
    static var outputs: Int { 9 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FivePoints.apply({ d(2 &* $0) }, put)
      put(5, d(1))
      put(6, d(3))
      put(7, d(5))
      put(8, d(7))
    }
  }

  enum Weights: LinearMap {
    static var inputs: Int { 3 }
    static var outputs: Int { 6 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (g0, g2) = (g(0), g(2))
      put(0, g0 * 0.5)
      put(1, (g0 + g2) * -0.5)
      put(2, (g2 - g0) * (1 / 6))
      put(3, fused(g0, g2, 2) * (1 / 6))
      put(4, g2)
      put(5, g(1))
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 9 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FivePoints.gather(m) { put($0, $1 + m(5 &+ $0)) }
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 9 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (y0, y1, y2, y3) = (y(0), y(1), y(2), y(3))
      put(0, y0)
      let (even, odd) = (y0 + y2, y1 + y3)
      put(1, even + odd)
      put(2, even - odd)
      put(3, fused(fused(y0, y2, 4), fused(y1, y3, 4), 2))
      put(4, y3)
      put(5, y0)
      put(6, y1)
      put(7, y2)
      put(8, y3)
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 3 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      let (m1, m2, m3) = (m(1), m(2), m(3))
      put(0, fused((m(0) - m1) * 0.5, m3 - m2, 1 / 6))
      put(1, m(5))
      put(2, fused(fused(fused(m(4), m1, -0.5), m2, 1 / 6), m3, 1 / 3))
    }
  }
}

/// Eight outputs of three taps that a stride of two spreads out, as a transposed convolution does: the middle tap, in
/// the reversed order that such a pass reads its weights in, makes the even ones, the outer two the odd ones.
enum EightOfThreeSpread: MinimalFilter {
  typealias Weights = FourOfThreeStrided.Weights
  static var inputStep: Int { 4 }

  enum Input: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 9 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FivePoints.apply(d, put)
      put(5, d(0))
      put(6, d(1))
      put(7, d(2))
      put(8, d(3))
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 9 }
    static var outputs: Int { 8 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FivePoints.gather(m) { put(2 &* $0 &+ 1, $1) }
      put(0, m(5))
      put(2, m(6))
      put(4, m(7))
      put(6, m(8))
    }
  }
}

/// Four outputs of two taps from five products, by the points 0, ±1, 2 and infinity.
private enum FivePoints {
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

  @inline(__always) static func gather(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
    let (m1, m2, m3) = (m(1), m(2), m(3))
    let (even, odd) = (m1 + m2, m1 - m2)
    put(0, m(0) + even + m3)
    put(1, fused(odd, m3, 2))
    put(2, fused(even, m3, 4))
    put(3, fused(odd + m(4), m3, 8))
  }
}
