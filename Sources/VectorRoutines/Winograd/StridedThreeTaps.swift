// Three taps at a stride of two: the outer taps meet every second sample, four of them by a filter of five products,
// and the middle tap meets the others one by one. Nine products take the place of twelve.

/// Four outputs of three taps at a stride of two.
enum FourOfThreeStrided: GradientFilter {
  static var inputStep: Int { 8 }

  enum Input: LinearMap {
    static var inputs: Int { 9 }
    static var outputs: Int { 9 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfTwo.Input.apply({ d(2 &* $0) }, put)
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
      FourOfTwo.Weights.apply({ g(2 &* $0) }, put)
      put(5, g(1))
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 9 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfTwo.Output.apply(m) { put($0, $1 + m(5 &+ $0)) }
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 9 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfTwo.OutputGradient.apply(y, put)
      put(5, y(0))
      put(6, y(1))
      put(7, y(2))
      put(8, y(3))
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 3 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfTwo.WeightGradient.apply(m) { put(2 &* $0, $1) }
      put(1, m(5))
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
      FourOfTwo.Input.apply(d, put)
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
      FourOfTwo.Output.apply(m) { put(2 &* $0 &+ 1, $1) }
      put(0, m(5))
      put(2, m(6))
      put(4, m(7))
      put(6, m(8))
    }
  }
}
