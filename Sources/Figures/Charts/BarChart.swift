/// A chart of bars that stand side by side for each of several names.
public struct BarChart: Sendable {
  /// What stands above the chart; nil for nothing.
  public var title: String?
  /// What the names are, such as `class`; nil for nothing.
  public var nameLabel: String?
  /// What the bars measure, with its unit; nil for nothing.
  public var valueLabel: String?
  /// What stands below each group of bars.
  public var names: [String]
  /// The bars, one series for each colour.
  public var series: [BarSeries]
  /// Whether numbers stand at the ends of the bars, where all of them have room.
  public var showsValues: Bool
  /// Whether the names of the series stand beside samples of their colours.
  package var hasLegend = true

  /// A chart of `series`, each with one bar for every one of `names`.
  ///
  /// Precondition: every series has as many values as there are names.
  public init(
    title: String? = nil, nameLabel: String? = nil, valueLabel: String? = nil, names: [String], series: [BarSeries],
    showsValues: Bool = true
  ) {
    precondition(series.allSatisfy { $0.values.count == names.count }, "a series has one value for every name")
    self.title = title
    self.nameLabel = nameLabel
    self.valueLabel = valueLabel
    self.names = names
    self.series = series
    self.showsValues = showsValues
  }
}

/// The bars of one colour.
public struct BarSeries: Hashable, Sendable {
  /// The name in the legend; nil for none.
  public var name: String?
  /// How high the bars are; a number that is not finite has no bar.
  public var values: [Double]
  /// How far the true numbers may lie above and below; empty for no error bars.
  public var errors: [Double]

  /// Bars of `values`, with error bars of `errors` to either side unless it is empty.
  ///
  /// Precondition: `errors` is empty or has as many numbers as `values`.
  public init(name: String? = nil, values: [Double], errors: [Double] = []) {
    precondition(errors.isEmpty || errors.count == values.count, "there is one error for every value")
    self.name = name
    self.values = values
    self.errors = errors
  }

  /// The lowest and the highest number that the error bar at `index` covers; nil where there is none.
  func reach(_ index: Int) -> ClosedRange<Double>? {
    guard errors.indices.contains(index), values[index].isFinite, errors[index].isFinite else { return nil }
    let error = errors[index].magnitude
    return values[index] - error...values[index] + error
  }
}

extension Figure {
  /// A figure of a bar chart, 7 by 4.25 inches where `size` leaves that open.
  public init(_ chart: BarChart, size: FigureSize = .automatic) {
    self.init(content: chart, size: size)
  }
}
