/// What numbers have in common: their mean, their spread, the numbers below which a part of them lies.
public enum Summary {
  /// The arithmetic mean; not a number where there is none.
  public static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The standard deviation of a sample, √(Σ(x − mean)² / (n − 1)); 0 for a single number.
  public static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return values.isEmpty ? .nan : 0 }
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// The standard deviation of all that there is, √(Σ(x − mean)² / n), `numpy.std`; not a number where there is none.
  public static func populationDeviation(_ values: [Double]) -> Double {
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }

  /// The number below which a part of the numbers lies, from 0 to 1, with a straight line between neighbours.
  ///
  /// `numpy.quantile` with its default, `method="linear"` (Hyndman and Fan 1996, definition 7). Not a number where there
  /// is none, or where one of them is not a number.
  /// - Complexity: O(n log n).
  public static func quantile(_ part: Double, of values: [Double]) -> Double {
    precondition((0...1).contains(part), "A part of the whole.")
    guard !values.isEmpty, !values.contains(where: \.isNaN) else { return .nan }
    let sorted = values.sorted()
    let place = part * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count, sorted[below] != sorted[below + 1] else { return sorted[below] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// The number in the middle, or the mean of the two that are.
  public static func median(_ values: [Double]) -> Double { quantile(0.5, of: values) }
}
