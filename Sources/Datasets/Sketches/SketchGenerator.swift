/// The random numbers of one scene: SplitMix64, whose arithmetic is whole numbers only, so that a
/// scene has the same bits on every machine. It never touches a session's generator.
struct SketchGenerator {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  /// The generator of image `index` in the series `seed`.
  static func stream(seed: Int, index: UInt64) -> SketchGenerator {
    var first = SketchGenerator(state: UInt64(bitPattern: Int64(seed)))
    var second = SketchGenerator(state: first.next() ^ (index &* 0x9E37_79B9_7F4A_7C15))
    return SketchGenerator(state: second.next())
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to 1, in steps of 2^-24, so exact in float32.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A number from `low` up to `high`.
  mutating func within(_ low: Float, _ high: Float) -> Float { low + unit() * (high - low) }

  /// A whole number below `limit`.
  mutating func below(_ limit: Int) -> Int { Int(((next() >> 32) &* UInt64(limit)) >> 32) }

  /// True with the probability `chance`.
  mutating func happens(_ chance: Float) -> Bool { unit() < chance }
}
