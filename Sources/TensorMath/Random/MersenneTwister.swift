/// The Mersenne Twister MT19937, seeded and drawn from as PyTorch does.
///
/// M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
public struct MersenneTwister: Sendable {
  /// The words of the state, and as many that are drawn before the next twist.
  static let length = 624

  private(set) var state: [UInt32]
  /// The words to draw that follow from the state.
  private var tempered: [UInt32]
  /// The next word to draw; `length` before a twist.
  private(set) var place: Int

  /// The generator after `torch.manual_seed(seed)`: the seed's low 32 bits count.
  public init(seed: UInt64) {
    var value = UInt32(truncatingIfNeeded: seed)
    state = [value]
    state.reserveCapacity(Self.length)
    for index in 1..<UInt32(Self.length) {
      value = 1_812_433_253 &* (value ^ (value >> 30)) &+ index
      state.append(value)
    }
    tempered = [UInt32](repeating: 0, count: Self.length)
    place = Self.length
  }

  /// A generator in a state that another one was in.
  init(state: [UInt32], place: Int) {
    precondition(state.count == Self.length && place >= 0 && place <= Self.length, "This is no state of a twister.")
    self.state = state
    self.place = place
    tempered = [UInt32](repeating: 0, count: Self.length)
    temper()
  }

  /// The next 32 random bits.
  @inline(__always)
  public mutating func next() -> UInt32 {
    if place == Self.length { twist() }
    let word = tempered[place]
    place &+= 1
    return word
  }

  /// Hands the next words to `body`, in order and in stretches as they lie in memory, until it has had `count`.
  ///
  /// `first` counts the words of the stretches before.
  @inline(__always)
  mutating func words(_ count: Int, _ body: (_ first: Int, _ words: UnsafeBufferPointer<UInt32>) -> Void) {
    var first = 0
    while first < count {
      if place == Self.length { twist() }
      let length = min(Self.length - place, count - first)
      tempered.withUnsafeBufferPointer { body(first, UnsafeBufferPointer(rebasing: $0[place..<(place + length)])) }
      place += length
      first += length
    }
  }

  /// Hands the next words to `body` two at a time, until it has had `count` pairs.
  @inline(__always)
  mutating func pairs(_ count: Int, _ body: (_ index: Int, _ high: UInt32, _ low: UInt32) -> Void) {
    var index = 0
    while index < count {
      let whole = min((Self.length - place) / 2, count - index)
      tempered.withUnsafeBufferPointer { words in
        for pair in 0..<whole {
          body(index &+ pair, words[place &+ 2 &* pair], words[place &+ 2 &* pair &+ 1])
        }
      }
      place += 2 * whole
      index += whole
      guard index < count else { return }
      // None is left, or one.
      let (high, low): (UInt32, UInt32) = (next(), next())
      body(index, high, low)
      index += 1
    }
  }

  private mutating func twist() {
    state.withUnsafeMutableBufferPointer { state in
      guard let words = state.baseAddress else { return }
      // In three stretches, so that nothing is asked of each word, and many are made at once.
      for index in 0..<227 { words[index] = words[index &+ 397] ^ Self.twisted(words[index], words[index &+ 1]) }
      for index in 227..<623 { words[index] = words[index &- 227] ^ Self.twisted(words[index], words[index &+ 1]) }
      words[623] = words[396] ^ Self.twisted(words[623], words[0])
    }
    temper()
    place = 0
  }

  @inline(__always)
  private static func twisted(_ high: UInt32, _ low: UInt32) -> UInt32 {
    (((high & 0x8000_0000) | (low & 0x7fff_ffff)) >> 1) ^ ((0 &- (low & 1)) & 0x9908_b0df)
  }

  private mutating func temper() {
    state.withUnsafeBufferPointer { state in
      tempered.withUnsafeMutableBufferPointer { tempered in
        guard let state = state.baseAddress, let tempered = tempered.baseAddress else { return }
        for index in 0..<Self.length {
          var y = state[index]
          y ^= y >> 11
          y ^= (y << 7) & 0x9d2c_5680
          y ^= (y << 15) & 0xefc6_0000
          tempered[index] = y ^ (y >> 18)
        }
      }
    }
  }

  /// A float from `low` up to `high`, from the low 24 bits of one draw; rounded once at the end, as PyTorch's is.
  public mutating func uniform(from low: Float, to high: Float) -> Float {
    low.addingProduct(Self.unitFloat(next()), high - low)
  }

  /// The number from 0 up to 1 that PyTorch makes of a word: the low 24 bits.
  @inline(__always)
  static func unitFloat(_ word: UInt32) -> Float { Float(word & 0xff_ffff) * 0x1p-24 }
}

extension MersenneTwister: RandomNumberGenerator {
  /// The next 64 random bits, the first draw in the high half, as PyTorch's `random64`.
  @inline(__always)
  public mutating func next() -> UInt64 {
    let high: UInt32 = next()
    let low: UInt32 = next()
    return UInt64(high) << 32 | UInt64(low)
  }
}
