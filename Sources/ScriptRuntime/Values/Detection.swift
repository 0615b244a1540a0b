public import Analysis
import Basics
public import Training

/// How well scores tell abnormal images from normal ones, and where the line between them was drawn.
public struct Detection: Sendable {
  /// What is found at every threshold; of a similarity the scores are its numbers with the other sign.
  public let curve: DetectionCurve
  /// Where the line lies, in the numbers of the measure.
  public let threshold: Double
  /// How the threshold was chosen, as a script says it.
  public let rule: String
  /// What the scores are; nil for plain numbers.
  public let metric: Metric?

  /// What is found and what is mistaken at the threshold.
  var counts: DetectionCounts { curve.counts(at: isSimilarity ? -threshold : threshold) }

  /// A line for each threshold: the rates of false and true positives, precision and F1; throws where it is stopped.
  ///
  /// The first lies beyond all scores, where nothing is found: (0, 0), with a precision of 1 as the curve of precision and
  /// recall ends (scikit-learn's `roc_curve` and `precision_recall_curve`).
  func csv(unless stop: StopFlag) throws(Interrupted) -> String {
    var text = "threshold,false_positive_rate,true_positive_rate,precision,f1\n"
    text += "\(numberText(isSimilarity ? -.infinity : .infinity)),0.0,0.0,1.0,0.0\n"
    for (step, rates) in zip(curve.steps, curve.rates.dropFirst()) {
      try stop.check()
      let counts = curve.counts(of: step)
      let threshold = isSimilarity ? -step.threshold : step.threshold
      text += "\(threshold),\(rates.falsePositives),\(rates.truePositives),\(counts.precision),\(counts.f1)\n"
    }
    return text
  }

  /// What is remarked on a threshold that tells nothing apart; nil where it does.
  var remarkOnThreshold: String? {
    let counts = counts
    let all: String
    if counts.trueNegatives + counts.falseNegatives == 0 {
      all = "abnormal"
    } else if counts.truePositives + counts.falsePositives == 0 {
      all = "normal"
    } else {
      return nil
    }
    return "at this threshold every image is taken as \(all): `\(rule)` tells nothing apart here"
      + (rule == "best-f1" ? "; `threshold=youden` weighs both kinds alike" : "")
  }

  /// Whether lower numbers are more abnormal.
  var isSimilarity: Bool { metric?.isSimilarity ?? false }

  /// The areas, the threshold and what comes of it; and what was taken as what.
  var tables: [ShownTable] {
    let counts = counts
    func share(_ number: Double) -> String { fixed(number, decimals: 4) }
    let facts = ShownTable(
      rows: [
        ["area under the ROC", share(curve.area)], ["area under precision and recall", share(curve.averagePrecision)],
        ["threshold, \(rule)", significant(threshold, digits: 5)], ["accuracy", share(counts.accuracy)],
        ["precision", share(counts.precision)], ["recall", share(counts.recall)], ["F1", share(counts.f1)],
      ], right: [1])
    let side =
      "abnormal is what has \(metric?.name ?? "a score") \(significant(threshold, digits: 5)) or "
      + (isSimilarity ? "less: a lower one is less alike" : "more")
    let matrix = ShownTable(
      rows: [
        ["", "taken as normal", "taken as abnormal"],
        ["normal", countText(counts.trueNegatives), countText(counts.falsePositives)],
        ["abnormal", countText(counts.falseNegatives), countText(counts.truePositives)],
      ], right: [1, 2], hasHeads: true, notes: [side])
    return [facts, matrix]
  }
}

extension Value {
  /// The detection that it is; nil for any other value.
  var detection: Detection? { if case .detection(let detection) = self { detection } else { nil } }
}
