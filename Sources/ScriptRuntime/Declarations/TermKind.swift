import Datasets
import NeuralNetworks
import Options
import Training

/// The terms that scripts can name for one purpose: each is a row of a table of its own.
struct TermKind {
  /// What one of them is: `a loss`.
  let singular: String
  /// What all of them are, as a heading: `Losses`.
  let plural: String
  /// Where they are written: `train … loss=`.
  let place: String
  /// The terms.
  let declarations: [TermDeclaration]
  /// Whether their options are written as the command's own, and not in parentheses behind them.
  var areOptionsApart = false

  /// Every kind, in the order in which the reference page has them.
  static let all = [
    TermKind(
      singular: "a data set", plural: "Data sets", place: "load ", declarations: DatasetTable.rows.map(\.declaration),
      areOptionsApart: true),
    TermKind(singular: "a loss", plural: "Losses", place: "train … loss=", declarations: LossTable.table.declarations),
    TermKind(
      singular: "an optimiser", plural: "Optimisers", place: "train … optimizer=",
      declarations: OptimizerTable.table.declarations, areOptionsApart: true),
    TermKind(
      singular: "a schedule of the learning rate", plural: "Schedules", place: "train … schedule=",
      declarations: ScheduleTable.table.declarations),
    TermKind(
      singular: "a corruption", plural: "Corruptions", place: "train … corrupt=",
      declarations: CorruptionTable.table.declarations),
    TermKind(
      singular: "a filter against noise", plural: "Filters", place: "denoise IMAGES ",
      declarations: ImageFilter.table.declarations),
    TermKind(
      singular: "an augmentation", plural: "Augmentations", place: "train … augment=",
      declarations: AugmentationTable.table.declarations),
    TermKind(
      singular: "a metric", plural: "Metrics", place: "train … metrics=", declarations: MetricTable.table.declarations),
    TermKind(
      singular: "a measure", plural: "Measures", place: "measure … by=", declarations: MeasureTable.table.declarations),
    TermKind(
      singular: "a threshold", plural: "Thresholds", place: "roc … threshold=",
      declarations: ThresholdRule.table.declarations),
    TermKind(
      singular: "a bottleneck", plural: "Bottlenecks", place: "autoencoder … bottleneck=",
      declarations: BottleneckTable.table.declarations),
  ]

  /// The terms of a name, each with its kind: `ssim` is a loss and a metric.
  static func terms(named name: String) -> [(kind: TermKind, term: TermDeclaration)] {
    all.flatMap { kind in kind.declarations.filter { $0.name == name }.map { (kind, $0) } }
  }
}
