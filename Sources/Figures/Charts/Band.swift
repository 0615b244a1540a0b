/// A shaded stretch between two lines, such as from the lowest to the highest of several runs.
public struct Band: Hashable, Sendable {
  /// Where the places lie along the lower axis.
  public var x: [Double]
  /// The lower edge; NaN leaves a gap.
  public var low: [Double]
  /// The upper edge; NaN leaves a gap.
  public var high: [Double]
  /// Which colour of the palette.
  public var colorIndex: Int

  /// The stretch between `(x[i], low[i])` and `(x[i], high[i])`.
  ///
  /// Precondition: there are as many of each.
  public init(x: [Double], low: [Double], high: [Double], colorIndex: Int = 0) {
    precondition(x.count == low.count && x.count == high.count, "a band has as many edges as places")
    self.x = x
    self.low = low
    self.high = high
    self.colorIndex = colorIndex
  }

  /// The band as closed outlines on the page, one for each piece without gaps.
  package func outlines(in frame: PlotFrame) -> [[Point]] {
    // What is not positive lies below all that a logarithmic axis shows.
    let floor = frame.vertical.scale == .logarithmic ? frame.vertical.limits.lowerBound : -Double.infinity
    let low = low.map { $0.isFinite ? max($0, floor) : $0 }
    // A gap in one edge is one in the other.
    let isWhole = zip(low, high).map { frame.vertical.place($0) != nil && frame.vertical.place($1) != nil }
    func pieces(_ edge: [Double]) -> [[Point]] {
      Decimation.pieces(
        x: x, y: zip(edge, isWhole).map { $1 ? $0 : .nan }, horizontal: frame.horizontal, vertical: frame.vertical)
    }
    return zip(pieces(high), pieces(low)).map { $0 + $1.reversed() }
  }

  /// Upright strips of the page that cover all of the band, which a legend keeps clear of.
  package func strips(in frame: PlotFrame) -> [Rectangle] {
    let width = frame.plot.width / 64
    var strips: [Int: Rectangle] = [:]
    for outline in outlines(in: frame) {
      for (start, end) in zip(outline, outline.dropFirst()) {
        let (left, right) = (min(start.x, end.x), max(start.x, end.x))
        let (top, bottom) = (min(start.y, end.y), max(start.y, end.y))
        guard right >= frame.plot.left, left <= frame.plot.right else { continue }
        let first = max(Int((left - frame.plot.left) / width), 0)
        for number in first...max(first, min(Int((right - frame.plot.left) / width), 63)) {
          let edge = frame.plot.left + Double(number) * width
          var strip =
            strips[number] ?? Rectangle(left: edge, top: .infinity, right: edge + width, bottom: -.infinity)
          (strip.top, strip.bottom) = (min(strip.top, top), max(strip.bottom, bottom))
          strips[number] = strip
        }
      }
    }
    return Array(strips.values)
  }
}
