/// A stream of random numbers, bit for bit that of PyTorch's generator on a CPU after `torch.manual_seed`.
///
/// Memory is filled in the order of PyTorch's, and every draw says how many words of 32 bits it takes, so that a script
/// that draws the same things in the same order stays in step. Draws are those of PyTorch from 2.7 on, on processors with
/// AVX2.
public struct RandomGenerator: Sendable {
  /// The words that everything is made of.
  public var twister: MersenneTwister
  /// The second number of the last pair of ``normal()``, which the next call gives.
  var pending: Double?

  /// The generator after `torch.manual_seed(seed)`: the seed's low 32 bits count.
  public init(seed: UInt64) { twister = MersenneTwister(seed: seed) }

  /// A number from 0 up to 1, as `torch.rand`: one word.
  public mutating func uniform() -> Float { MersenneTwister.unitFloat(twister.next()) }

  /// A number from `low` up to `high`, as `uniform_`: one word.
  public mutating func uniform(from low: Float, to high: Float) -> Float { twister.uniform(from: low, to: high) }

  /// A number from 0 up to 1, as `torch.rand` in double precision: two words, of which 53 bits count.
  public mutating func double() -> Double {
    let bits: UInt64 = twister.next()
    return Double(bits & Self.doubleBits) * 0x1p-53
  }

  /// The bits of a draw that ``double()`` is made of.
  static let doubleBits: UInt64 = 1 << 53 - 1

  /// A whole number from 0 up to `bound`, as `torch.randint`: one word, or two from a bound of 2²⁸ on.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "There is no whole number from 0 up to \(bound).")
    if bound < 1 << 28 {
      let word: UInt32 = twister.next()
      return Int(word % UInt32(bound))
    }
    let bits: UInt64 = twister.next()
    return Int(bits % UInt64(bound))
  }

  /// A seed of 63 bits, as `torch.empty((), dtype=torch.int64).random_()`, by which samplers are seeded: two words.
  public mutating func seed64() -> UInt64 {
    let bits: UInt64 = twister.next()
    return bits & (1 << 63 - 1)
  }
}

extension RandomGenerator: RandomNumberGenerator {
  /// The next 64 random bits, the first word in the high half.
  public mutating func next() -> UInt64 { twister.next() }
}
