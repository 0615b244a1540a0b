import Analysis
import Options

/// A way to choose from which score on an image counts as abnormal.
struct ThresholdRule: Sendable {
  private let choose: @Sendable (_ curve: DetectionCurve, _ normal: [Double]) -> Double

  /// The threshold for a curve, from the scores of normal images.
  func threshold(_ curve: DetectionCurve, normal: [Double]) -> Double { choose(curve, normal) }

  private static let part = OptionKey<Double>(
    "part", .number(.unit), argument: true, required: true, "the share of normal images that look less abnormal")
  private static let count = OptionKey<Double>(
    "count", .anyNumber, argument: true, required: true, "how many deviations lie between the mean and the threshold")

  /// Every rule, one row each.
  static let table = OptionTable<ThresholdRule>([
    OptionRow("best-f1", "where the F1 of precision and recall is greatest; of equal ones the lowest score") { _ in
      ThresholdRule { curve, _ in curve.bestThreshold }
    },
    OptionRow("quantile", "above a share of the normal images", options: [part.declaration]) { values in
      ThresholdRule { Summary.quantile(values[part], of: $1) }
    },
    OptionRow(
      "deviations", "so many standard deviations (of all, not of a sample) beyond the mean of the normal images",
      options: [count.declaration]
    ) { values in
      ThresholdRule { Summary.mean($1) + values[count] * Summary.populationDeviation($1) }
    },
  ])
}
