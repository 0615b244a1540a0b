/// The stretches of a line that have no number.
package enum Gaps {
  /// Where along the page the numbers `y` are missing, merged where less than half a point lies between; from the last
  /// number before each gap to the first after it.
  package static func ranges(
    x: [Double], y: [Double], horizontal: AxisScale, vertical: AxisScale
  ) -> [ClosedRange<Double>] {
    var ranges: [ClosedRange<Double>] = []
    var before: Double?
    var start: Double?
    func end(at place: Double) {
      guard let first = start else { return }
      start = nil
      let range = min(first, place)...max(first, place)
      if let last = ranges.last, range.lowerBound <= last.upperBound + 0.5 {
        ranges[ranges.count - 1] =
          min(last.lowerBound, range.lowerBound)...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    for index in x.indices {
      guard let place = horizontal.place(x[index]) else { continue }
      if vertical.place(y[index]) == nil {
        if start == nil { start = before ?? place }
      } else {
        end(at: place)
      }
      before = place
    }
    if let before { end(at: before) }
    return ranges
  }

  /// `ranges` in order, those that touch made one.
  package static func merged(_ ranges: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var merged: [ClosedRange<Double>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 0.5 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
