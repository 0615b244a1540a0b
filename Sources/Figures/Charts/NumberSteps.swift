import Basics

/// Numbers that are all steps of one scale, as whole numbers and pixels are.
struct NumberSteps {
  private let lowest: Double
  private let step: Double
  private let count: Int

  /// The scale of `values`; nil where more than `limit` different ones, or too few, occur, or where they are no steps, and where
  /// it is stopped.
  init?(_ values: some Sequence<Double>, atMost limit: Int, unless stop: StopFlag) {
    var different: Set<Double> = []
    for value in values
    where value.isFinite && !stop.isSet && different.insert(value).inserted && different.count > limit {
      return nil
    }
    let sorted = different.sorted()
    guard !stop.isSet, sorted.count > 2, let first = sorted.first, let last = sorted.last else { return nil }
    let step = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 0
    let places = sorted.map { ($0 - first) / step }
    let count = ((last - first) / step).rounded() + 1
    // Pixels in single precision are their steps give or take a hundred-thousandth.
    guard count.isFinite, count < 100_000, places.allSatisfy({ ($0 - $0.rounded()).magnitude < 0.01 }) else {
      return nil
    }
    // The last bin may reach beyond the last step, as far again as all steps reach.
    guard (first - step).isFinite, (last + step + (last - first)).isFinite else { return nil }
    (lowest, self.step, self.count) = (first, step, Int(count))
  }

  /// At most `wanted` bins of as many steps each, and what they cover: half a step more to either side.
  func bins(about wanted: Int) -> (range: ClosedRange<Double>, count: Int) {
    let steps = (count + wanted - 1) / wanted
    let bins = (count + steps - 1) / steps
    let start = lowest - step / 2
    return (start...start + Double(bins * steps) * step, bins)
  }
}
