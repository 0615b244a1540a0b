import Analysis
import Basics
import NeuralNetworks
public import Training

/// What was measured of each of some images: a number for every metric.
public struct Measures: Sendable {
  /// The numbers of one metric, one for each image.
  public struct Column: Sendable {
    /// What was measured.
    public let metric: Metric
    /// The numbers, in the order of the images.
    public let values: [Double]
  }

  /// The metrics with their numbers, in the order in which they were asked for; one at least.
  public let columns: [Column]
  /// The labels of the images, where they had any.
  public let labels: [Int]?
  /// The names that labels stand for.
  public let classNames: [String]

  /// Measures of as many images in every column.
  public init(columns: [Column], labels: [Int]? = nil, classNames: [String] = []) {
    precondition(!columns.isEmpty && columns.allSatisfy { $0.values.count == columns[0].values.count })
    precondition(labels.map { $0.count == columns[0].values.count } ?? true, "One label for each image.")
    self.columns = columns
    self.labels = labels
    self.classNames = classNames
  }

  /// The images that were measured.
  public var count: Int { columns[0].values.count }

  /// The names of the metrics.
  var names: [String] { columns.map(\.metric.name) }

  /// The numbers where there is one metric alone; nil where there are several.
  var single: Column? { columns.count == 1 ? columns[0] : nil }

  /// The measures by one metric alone; nil where it was not measured.
  func by(_ name: String) -> Measures? {
    columns.first { $0.metric.name == name }
      .map { Measures(columns: [$0], labels: labels, classNames: classNames) }
  }

  /// The measures of the images at some places, in that order.
  /// - Precondition: There are such places.
  func picking(_ places: [Int]) -> Measures {
    Measures(
      columns: columns.map { column in Column(metric: column.metric, values: places.map { column.values[$0] }) },
      labels: labels.map { labels in places.map { labels[$0] } }, classNames: classNames)
  }

  /// The name that a label stands for; the label itself where it has none.
  func className(of label: Int) -> String { classNames.className(of: label) }

  /// The images of each class by their places, in the order of the classes; all of them under nil where there are no labels.
  var classes: [(name: String?, rows: [Int])] {
    guard let labels else { return [(nil, Array(0..<count))] }
    return Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }
      .map { (className(of: $0.key), $0.value) }
  }
}

extension Measures.Column {
  /// The numbers turned so that a higher one is further from what was to be: those of a similarity with the other sign.
  var scores: [Double] { metric.isSimilarity ? values.map { -$0 } : values }
}

extension Measures {
  /// A row a metric: how many images, and what their numbers have in common.
  var table: ShownTable {
    let heads = ["measure", "images", "mean", "deviation", "least", "median", "greatest"]
    let rows = columns.map { column in
      let values = column.values
      return [column.metric.name, countText(values.count)]
        + [
          Summary.mean(values), Summary.deviation(values), values.min() ?? .nan, Summary.median(values),
          values.max() ?? .nan,
        ].map { significant($0, digits: 5) }
    }
    return ShownTable(rows: [heads] + rows, right: Set(1..<heads.count), hasHeads: true)
  }

  /// The measures as CSV: a line an image with its place, its class and a column for each metric; throws where it is
  /// stopped.
  func csv(unless stop: StopFlag) throws(Interrupted) -> String {
    var text = (["image", "class"] + names).joined(separator: ",") + "\n"
    for image in 0..<count {
      try stop.check()
      text += "\(image),\(CSVText.cell(labels.map { className(of: $0[image]) } ?? ""))"
      for column in columns { text += ",\(column.values[image])" }
      text += "\n"
    }
    return text
  }

  /// The measures as JSON: the classes of the images, where they have any, and the numbers of each metric. What is no
  /// finite number is null.
  func json(unless stop: StopFlag) throws(Interrupted) -> String {
    var object: [String: JSONValue] = [:]
    for column in columns {
      try stop.check()
      object[column.metric.name] = .list(column.values.map { $0.isFinite ? .number($0) : .null })
    }
    if let labels { object["class"] = .list(labels.map { .text(className(of: $0)) }) }
    return JSONValue.object(object).json() + "\n"
  }
}

extension Value {
  /// The measures that it is; nil for any other value.
  var measures: Measures? { if case .measures(let measures) = self { measures } else { nil } }
}
