/// The labelled places of an axis.
package struct Tick: Hashable, Sendable {
  package var value: Double
  package var label: String

  package init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// Finds the ticks that suit a range of numbers.
package enum Ticks {
  /// About `count` ticks inside `range`, at round numbers; whole numbers alone when `isWhole`.
  package static func linear(_ range: ClosedRange<Double>, count: Int, isWhole: Bool = false) -> [Tick] {
    guard let sequence = ExtendedWilkinson.best(in: range, count: count, isWhole: isWhole) else {
      return []
    }
    let values = sequence.values
    return zip(values, NumberLabels.aligned(values, step: sequence.step)).map(Tick.init)
  }

  /// About `count` ticks inside `range`, which is positive: powers of ten, with 2 and 5 or more between them where
  /// there is room; over a short range the ticks of a linear axis.
  package static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let decades = NumberRange.log10(range.upperBound) - NumberRange.log10(range.lowerBound)
    guard decades > 0.7 else { return linear(range, count: count) }
    let candidates: [[Double]] = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]]
    let found = candidates.map { marks(in: range, multiples: $0, everyDecade: 1) }
    // Some more than were asked for are better than one alone.
    var best =
      found.first { (2...max(count, 2)).contains($0.count) } ?? found.last { $0.count >= 2 } ?? []
    var stride = 1
    while best.count > max(count, 4), stride < 1_000 {
      stride += 1
      best = marks(in: range, multiples: [1], everyDecade: stride)
    }
    guard best.count >= 2 else { return linear(range, count: count) }
    let labels = NumberLabels.logarithmic(best)
    return zip(best, labels).map(Tick.init)
  }

  /// At most `count` of the numbers `marks` that lie inside `range`: all, or every second, every third and so on.
  package static func chosen(_ marks: [Double], in range: ClosedRange<Double>, count: Int) -> [Tick] {
    let inside = Set(marks.filter(range.contains)).sorted()
    let most = max(count, 2)
    let step = max(1, (inside.count + most - 1) / most)
    let values = stride(from: 0, to: inside.count, by: step).map { inside[$0] }
    return zip(values, NumberLabels.plain(values)).map(Tick.init)
  }

  /// The unlabelled places between powers of ten; none where they would crowd.
  package static func minor(_ range: ClosedRange<Double>) -> [Double] {
    let decades = NumberRange.log10(range.upperBound) - NumberRange.log10(range.lowerBound)
    guard decades <= 6 else { return [] }
    return marks(in: range, multiples: [1, 2, 3, 4, 5, 6, 7, 8, 9], everyDecade: 1)
  }

  private static func marks(
    in range: ClosedRange<Double>, multiples: [Double], everyDecade stride: Int
  ) -> [Double] {
    let first = Int(NumberRange.log10(range.lowerBound).rounded(.down))
    let last = Int(NumberRange.log10(range.upperBound).rounded(.up))
    var values: [Double] = []
    for decade in first...max(first, last) where decade % stride == 0 {
      for multiple in multiples {
        let value = NumberRange.scaled(multiple, byPowerOfTen: decade)
        if range.contains(value) { values.append(value) }
      }
    }
    return values
  }
}
