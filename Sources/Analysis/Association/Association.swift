/// How far numbers go together with other numbers, or with classes.
public enum Association {
  /// Pearson's correlation, Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), from −1 to 1; nil where either does not vary.
  public static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    precondition(x.count == y.count, "Each number of one has one of the other.")
    let (meanX, meanY) = (Summary.mean(x), Summary.mean(y))
    var (both, ofX, ofY) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      both += (a - meanX) * (b - meanY)
      ofX += (a - meanX) * (a - meanX)
      ofY += (b - meanY) * (b - meanY)
    }
    let scale = ofX.squareRoot() * ofY.squareRoot()
    guard scale > 0, scale.isFinite, both.isFinite else { return nil }
    return min(max(both / scale, -1), 1)
  }

  /// The correlation ratio η = √(Σ n_c (x̄_c − x̄)² / Σ(x − x̄)²), from 0, where all classes have the same mean, to 1,
  /// where numbers differ between classes alone; nil where they do not vary.
  ///
  /// Source: R. A. Fisher, "Statistical methods for research workers" (1925), section 45.
  public static func correlationRatio(_ values: [Double], classes: [Int]) -> Double? {
    precondition(values.count == classes.count, "Each number has a class.")
    let mean = Summary.mean(values)
    var sums: [Int: (count: Double, sum: Double)] = [:]
    var whole = 0.0
    for (value, label) in zip(values, classes) {
      let before = sums[label] ?? (0, 0)
      sums[label] = (before.count + 1, before.sum + value)
      whole += (value - mean) * (value - mean)
    }
    guard whole > 0, whole.isFinite else { return nil }
    let between = sums.sorted { $0.key < $1.key }.reduce(0.0) { sum, each in
      let difference = each.value.sum / each.value.count - mean
      return sum + each.value.count * difference * difference
    }
    return min((between / whole).squareRoot(), 1)
  }
}
