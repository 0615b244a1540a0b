/// The smoothed curve of a noisy series.
package enum Smoothing {
  /// Fewer numbers than this are drawn as they are.
  package static let fewest = 20

  /// How many neighbours are averaged in a series of `count` numbers: one in eighty, and one alone in a short series.
  package static func window(count: Int) -> Int { count < fewest ? 1 : max(5, count / 80) | 1 }

  /// The mean of the `window` (an odd number) values around each one. Near the start, where a loss falls fast, fewer
  /// are taken so that as many lie on either side. What is not finite counts in no mean, and stays a gap.
  package static func movingMean(_ values: [Double], window: Int) -> [Double] {
    let reach = max(window, 1) / 2
    guard reach > 0, let scale = values.lazy.filter(\.isFinite).map(\.magnitude).max(), scale > 0 else { return values }
    // Sums of everything before a place; divided by the largest value so that none overflows.
    var sums = [0.0]
    var counts = [0]
    for value in values {
      sums.append(sums[sums.count - 1] + (value.isFinite ? value / scale : 0))
      counts.append(counts[counts.count - 1] + (value.isFinite ? 1 : 0))
    }
    return values.indices.map { index in
      guard values[index].isFinite else { return .nan }
      let near = min(reach, index)
      let first = index - near
      let end = min(index + near + 1, values.count)
      return (sums[end] - sums[first]) / Double(counts[end] - counts[first]) * scale
    }
  }

  /// The loss up to which a linear axis should reach where a few large ones would flatten all others; nil where there
  /// are none such.
  package static func robustUpperLimit(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= 100, let low = sorted.first, let high = sorted.last else { return nil }
    let usual = sorted[Int(Double(sorted.count - 1) * 0.99)]
    let limit = low + (usual - low) * 1.5
    return high - low > 2 * (limit - low) && limit > low ? limit : nil
  }
}
