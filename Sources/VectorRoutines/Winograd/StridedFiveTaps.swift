// Five taps at a stride of two: the even taps meet every second sample, four outputs of them by a filter of six products,
// and the odd taps the others, by one of five. Eleven products take the place of twenty.

/// Four outputs of five taps at a stride of two.
enum FourOfFiveStrided: GradientFilter {
  static var inputStep: Int { 8 }

  enum Input: LinearMap {
    static var inputs: Int { 11 }
    static var outputs: Int { 11 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.Input.apply({ d(2 &* $0) }, put)
      FourOfTwo.Input.apply({ d(2 &* $0 &+ 1) }, { put(6 &+ $0, $1) })
    }
  }

  enum Weights: LinearMap {
    static var inputs: Int { 5 }
    static var outputs: Int { 11 }
    @inline(__always) static func apply(_ g: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.Weights.apply({ g(2 &* $0) }, put)
      FourOfTwo.Weights.apply({ g(2 &* $0 &+ 1) }, { put(6 &+ $0, $1) })
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 11 }
    static var outputs: Int { 4 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      var odd = InlineArray<4, Lane>(repeating: Lane())
      FourOfTwo.Output.apply({ m(6 &+ $0) }, { odd[$0] = $1 })
      FourOfThree.Output.apply(m) { put($0, $1 + odd[$0]) }
    }
  }

  enum OutputGradient: LinearMap {
    static var inputs: Int { 4 }
    static var outputs: Int { 11 }
    @inline(__always) static func apply(_ y: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.OutputGradient.apply(y, put)
      FourOfTwo.OutputGradient.apply(y) { put(6 &+ $0, $1) }
    }
  }

  enum WeightGradient: LinearMap {
    static var inputs: Int { 11 }
    static var outputs: Int { 5 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.WeightGradient.apply(m) { put(2 &* $0, $1) }
      FourOfTwo.WeightGradient.apply({ m(6 &+ $0) }, { put(2 &* $0 &+ 1, $1) })
    }
  }
}

/// Eight outputs of five taps that a stride of two spreads out, as a transposed convolution does: the even taps make the
/// even ones, the odd taps the odd ones.
enum EightOfFiveSpread: MinimalFilter {
  typealias Weights = FourOfFiveStrided.Weights
  static var inputStep: Int { 4 }

  enum Input: LinearMap {
    static var inputs: Int { 6 }
    static var outputs: Int { 11 }
    @inline(__always) static func apply(_ d: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.Input.apply(d, put)
      FourOfTwo.Input.apply({ d($0 &+ 1) }, { put(6 &+ $0, $1) })
    }
  }

  enum Output: LinearMap {
    static var inputs: Int { 11 }
    static var outputs: Int { 8 }
    @inline(__always) static func apply(_ m: (Int) -> Lane, _ put: (Int, Lane) -> Void) {
      FourOfThree.Output.apply(m) { put(2 &* $0, $1) }
      FourOfTwo.Output.apply({ m(6 &+ $0) }, { put(2 &* $0 &+ 1, $1) })
    }
  }
}
