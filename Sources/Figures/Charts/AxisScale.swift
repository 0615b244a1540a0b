/// An axis laid out: which numbers it shows, and where along the page they lie.
package struct AxisScale: Sendable {
  package let limits: ClosedRange<Double>
  package let scale: Axis.Scale
  /// The numbers to mark; nil to find round ones.
  package let marks: [Double]?
  private let start: Double
  private let end: Double
  private let first: Double
  private let length: Double

  /// An axis that runs from `start` to `end` on the page, in points.
  package init(
    limits: ClosedRange<Double>, scale: Axis.Scale, marks: [Double]? = nil, from start: Double, to end: Double
  ) {
    self.limits = limits
    self.scale = scale
    self.marks = marks
    self.start = start
    self.end = end
    switch scale {
    case .linear:
      first = limits.lowerBound
      length = limits.upperBound - limits.lowerBound
    case .logarithmic:
      first = NumberRange.log10(limits.lowerBound)
      length = NumberRange.log10(limits.upperBound) - first
    }
  }

  /// Where `value` lies on the page; nil for what has no place on this axis. Places far outside the limits are brought
  /// to just outside them, where no picture can tell.
  package func place(_ value: Double) -> Double? {
    guard value.isFinite, scale == .linear || value > 0 else { return nil }
    let along = ((scale == .linear ? value : NumberRange.log10(value)) - first) / length
    return start + min(max(along, -8), 8) * (end - start)
  }

  /// About `count` labelled ticks inside the limits.
  package func ticks(count: Int, isWhole: Bool = false) -> [Tick] {
    if let marks { return Ticks.chosen(marks, in: limits, count: count) }
    return switch scale {
    case .linear: Ticks.linear(limits, count: count, isWhole: isWhole)
    case .logarithmic: Ticks.logarithmic(limits, count: count)
    }
  }

  /// The limits that show all of `values`.
  package static func limits(for values: some Sequence<Double>, axis: Axis, padding: Double) -> ClosedRange<Double> {
    if let limits = axis.limits, limits.upperBound > limits.lowerBound,
      limits.lowerBound.isFinite, limits.upperBound.isFinite, axis.scale == .linear || limits.lowerBound > 0
    {
      return axis.scale == .linear ? NumberRange.linear([limits.lowerBound, limits.upperBound]) : limits
    }
    let range = axis.scale == .linear ? NumberRange.linear(values) : NumberRange.logarithmic(values)
    return NumberRange.padded(range, by: padding, scale: axis.scale)
  }
}
