#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ranges of numbers as axes need them: never empty, never infinite.
package enum NumberRange {
  /// The largest magnitude an axis goes to, so that a range's width is finite.
  package static let largest = 1e300

  /// The range of the finite numbers of `values`, widened where they are all the same; 0 to 1 where there are none.
  package static func linear(_ values: some Sequence<Double>) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return 0...1 }
    low = max(low, -largest)
    high = min(high, largest)
    if high < low { (low, high) = (high, low) }
    let magnitude = max(low.magnitude, high.magnitude)
    if high - low <= magnitude * 1e-9 {
      let half = magnitude > 1e-290 ? magnitude * 0.1 : 0.5
      return max(low - half, -largest * 1.2)...min(high + half, largest * 1.2)
    }
    return low...high
  }

  /// The range of the positive finite numbers of `values`, widened where they are all the same; 1 to 10 where there
  /// are none.
  package static func logarithmic(_ values: some Sequence<Double>) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = 0.0
    for value in values where value.isFinite && value > 0 {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return 1...10 }
    low = min(max(low, 1e-300), largest)
    high = max(min(high, largest), 1e-300)
    if log10(high) - log10(low) < 1e-9 { return low / 1.5...high * 1.5 }
    return low...high
  }

  /// `range` with `fraction` of its length added at each end.
  package static func padded(
    _ range: ClosedRange<Double>, by fraction: Double, scale: Axis.Scale
  ) -> ClosedRange<Double> {
    switch scale {
    case .linear:
      let extra = (range.upperBound - range.lowerBound) * fraction
      return range.lowerBound - extra...range.upperBound + extra
    case .logarithmic:
      let factor = pow(10, (log10(range.upperBound) - log10(range.lowerBound)) * fraction)
      return max(range.lowerBound / factor, 1e-306)...min(range.upperBound * factor, 1e306)
    }
  }

  package static func log10(_ value: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log10(value)
    #else
      Darwin.log10(value)
    #endif
  }

  /// `value` times ten to the power of `exponent`, as near as a number can be.
  package static func scaled(_ value: Double, byPowerOfTen exponent: Int) -> Double {
    // Ten to the power of more than 308 is infinite, and yet the smallest numbers times it are not.
    if exponent.magnitude > 300 {
      let most = exponent > 0 ? 300 : -300
      return scaled(scaled(value, byPowerOfTen: most), byPowerOfTen: exponent - most)
    }
    return exponent >= 0 ? value * pow(10, Double(exponent)) : value / pow(10, Double(-exponent))
  }
}
