/// The Mersenne Twister MT19937, seeded and drawn from as PyTorch does.
///
/// M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
public struct MersenneTwister: Sendable {
  private var state: [UInt32]
  private var place = 624

  /// The generator after `torch.manual_seed(seed)`: the seed's low 32 bits count.
  public init(seed: UInt64) {
    var value = UInt32(truncatingIfNeeded: seed)
    state = []
    state.reserveCapacity(624)
    for index in 0..<624 as Range<UInt32> {
      if index > 0 { value = 1_812_433_253 &* (value ^ (value >> 30)) &+ index }
      state.append(value)
    }
  }

  /// The next 32 random bits.
  public mutating func next() -> UInt32 {
    if place == 624 { twist() }
    var y = state[place]
    place += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  private mutating func twist() {
    for index in 0..<624 {
      let y = (state[index] & 0x8000_0000) | (state[(index + 1) % 624] & 0x7fff_ffff)
      state[index] = state[(index + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
    }
    place = 0
  }

  /// A float from `low` up to `high`, from the low 24 bits of one draw; rounded once at the end, as PyTorch's is.
  public mutating func uniform(from low: Float, to high: Float) -> Float {
    let bits: UInt32 = next()
    return low.addingProduct(Float(bits & 0xff_ffff) * 0x1p-24, high - low)
  }
}

extension MersenneTwister: RandomNumberGenerator {
  /// The next 64 random bits, the first draw in the high half, as PyTorch's `random64`.
  public mutating func next() -> UInt64 {
    let high: UInt32 = next()
    let low: UInt32 = next()
    return UInt64(high) << 32 | UInt64(low)
  }
}
