package import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How often numbers fall into each of equally wide bins, several sets of numbers over one another.
public struct Histogram: Sendable {
  /// What stands above the chart; nil for nothing.
  public var title: String?
  /// What the numbers are, with their unit; nil for nothing.
  public var label: String?
  /// The numbers, one set for each colour.
  public var series: [HistogramSeries]
  /// How many bins there are; nil to choose by the rule of Freedman and Diaconis, and, where the numbers are
  /// steps of a scale such as pixels are, to hold as many steps in each bin.
  public var bins: Int?
  /// A number at which a line stands; nil for none.
  public var threshold: Double?

  /// A histogram of `series`.
  public init(title: String? = nil, label: String? = nil, series: [HistogramSeries], bins: Int? = nil) {
    self.title = title
    self.label = label
    self.series = series
    self.bins = bins
  }

  /// The largest number of bins that are drawn.
  public static let mostBins = 500

  /// The edges of the bins and how many numbers of each series lie in each; every finite number lies in one.
  package func counts(unless stop: StopFlag = StopFlag()) throws(FigureError) -> (edges: [Double], counts: [[Int]]) {
    var range = NumberRange.linear(extremes)
    let suitable =
      bins == nil
      ? try series.map { each throws(FigureError) in
        try Self.bins(for: each.values, over: range, unless: stop)
      } : []
    var count = min(max(bins ?? suitable.max() ?? 1, 1), Self.mostBins)
    if bins == nil, let steps = NumberSteps(series.lazy.flatMap(\.values), atMost: Self.mostBins, unless: stop) {
      (range, count) = steps.bins(about: count)
    }
    let width = (range.upperBound - range.lowerBound) / Double(count)
    let edges = (0...count).map { $0 == count ? range.upperBound : range.lowerBound + Double($0) * width }
    let counts = series.map { each in
      var counts = [Int](repeating: 0, count: count)
      for value in each.values where value.isFinite && !stop.isSet {
        let place = (min(max(value, range.lowerBound), range.upperBound) - range.lowerBound) / width
        // Bins of no width, among numbers that are all but zero.
        counts[place.isFinite ? min(max(Int(place), 0), count - 1) : 0] += 1
      }
      return counts
    }
    try stop.checkDrawing()
    return (edges, counts)
  }

  /// The lowest and the highest of the finite numbers; neither is finite where there are none.
  var extremes: [Double] {
    var (low, high) = (Double.infinity, -Double.infinity)
    for each in series {
      for value in each.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    }
    return [low, high]
  }

  /// How many bins twice the middle half's width over the cube root of the count makes; by Sturges' rule where half of
  /// the numbers are the same.
  ///
  /// Source: Freedman and Diaconis, "On the histogram as a density estimator", 1981.
  package static func bins(
    for values: [Double], over range: ClosedRange<Double>, unless stop: StopFlag = StopFlag()
  ) throws(FigureError) -> Int {
    let finite = values.reduce(0) { $0 + ($1.isFinite ? 1 : 0) }
    guard finite > 1 else { return 1 }
    let middle =
      try OrderStatistic.value(at: finite * 3 / 4, of: values, unless: stop)
      - OrderStatistic.value(at: finite / 4, of: values, unless: stop)
    let width = 2 * middle / cbrt(Double(finite))
    let count = (range.upperBound - range.lowerBound) / width
    guard middle > 0, count.isFinite else { return Int(log2(Double(finite)).rounded(.up)) + 1 }
    return max(1, Int(min(count.rounded(.up), Double(mostBins))))
  }
}

/// Numbers that are counted in one colour.
public struct HistogramSeries: Hashable, Sendable {
  /// The name in the legend; nil for none.
  public var name: String?
  /// The numbers; those that are not finite are left out, and a note says so.
  public var values: [Double]

  /// Numbers to count.
  public init(name: String? = nil, values: [Double]) {
    self.name = name
    self.values = values
  }
}

extension Figure {
  /// A figure of a histogram, 7 by 4.25 inches where `size` leaves that open.
  public init(_ histogram: Histogram, size: FigureSize = .automatic) {
    self.init(content: histogram, size: size)
  }
}
