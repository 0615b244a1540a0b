/// Numbers in a few bits each: equal steps between the least and the greatest number that others have in each place.
public struct UniformQuantizer: Sendable {
  /// The least and the greatest number of each place.
  public let lows, highs: [Float]
  /// Bits a number, 1 to 16.
  public let bits: Int

  /// Takes the ranges from rows of `width` numbers.
  /// - Precondition: There is a row at least, and `bits` is from 1 to 16.
  public init(rangesOf rows: [Float], width: Int, bits: Int) {
    precondition(width > 0 && !rows.isEmpty && rows.count % width == 0 && (1...16).contains(bits))
    var (lows, highs) = (Array(rows[..<width]), Array(rows[..<width]))
    for (place, value) in rows.enumerated() {
      let column = place % width
      lows[column] = min(lows[column], value)
      highs[column] = max(highs[column], value)
    }
    (self.lows, self.highs, self.bits) = (lows, highs, bits)
  }

  /// The same ranges in other bits.
  public func with(bits: Int) -> UniformQuantizer { UniformQuantizer(lows: lows, highs: highs, bits: bits) }

  private init(lows: [Float], highs: [Float], bits: Int) {
    precondition((1...16).contains(bits))
    (self.lows, self.highs, self.bits) = (lows, highs, bits)
  }

  /// Rows as they come back from so many bits: brought into the range, and to the nearest of 2^bits − 1 equal steps.
  ///
  /// A place that never varied stays as it was there; what is not a number becomes the least.
  public func quantized(_ rows: [Float]) -> [Float] {
    let steps = Float((1 << bits) - 1)
    let width = lows.count
    precondition(rows.count % width == 0, "The rows have another width.")
    return rows.indices.map { place in
      let (low, high) = (lows[place % width], highs[place % width])
      guard high > low, !rows[place].isNaN else { return low }
      let share = (min(max(rows[place], low), high) - low) / (high - low)
      return (share * steps).rounded(.toNearestOrEven) / steps * (high - low) + low
    }
  }
}
