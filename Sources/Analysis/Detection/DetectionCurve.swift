/// How well scores tell what is abnormal from what is normal, at every threshold that there can be.
///
/// A score is the higher the more abnormal something is; from the threshold on it is taken as abnormal.
public struct DetectionCurve: Sendable {
  /// One threshold, and what of both kinds lies at it or above.
  public struct Step: Hashable, Sendable {
    /// The least score that is taken as abnormal.
    public let threshold: Double
    /// Abnormal things that are found.
    public let truePositives: Int
    /// Normal things that are taken as abnormal.
    public let falsePositives: Int
  }

  /// A step for each score that occurs, from the highest on.
  public let steps: [Step]
  /// How many normal scores there are.
  public let normal: Int
  /// How many abnormal scores there are.
  public let abnormal: Int

  /// The curve of some scores.
  /// - Precondition: There are scores of both kinds, and all are numbers.
  /// - Complexity: O(n log n).
  public init(normal normalScores: [Double], abnormal abnormalScores: [Double]) {
    precondition(!normalScores.isEmpty && !abnormalScores.isEmpty, "A curve has scores of both kinds.")
    let scores =
      normalScores.map { (score: $0, isAbnormal: false) } + abnormalScores.map { (score: $0, isAbnormal: true) }
    precondition(!scores.contains { $0.score.isNaN }, "A score is a number.")
    (normal, abnormal) = (normalScores.count, abnormalScores.count)
    var steps: [Step] = []
    var (found, mistaken) = (0, 0)
    let sorted = scores.sorted { $0.score > $1.score }
    for (place, each) in sorted.enumerated() {
      if each.isAbnormal { found += 1 } else { mistaken += 1 }
      // What has the same score lies on the same side of any threshold.
      guard place + 1 == sorted.count || sorted[place + 1].score != each.score else { continue }
      steps.append(Step(threshold: each.score, truePositives: found, falsePositives: mistaken))
    }
    self.steps = steps
  }

  /// The share of normal things taken as abnormal, and of abnormal things that are found: the receiver operating
  /// characteristic, from (0, 0) to (1, 1).
  public var rates: [(falsePositives: Double, truePositives: Double)] {
    [(0, 0)]
      + steps.map { (Double($0.falsePositives) / Double(normal), Double($0.truePositives) / Double(abnormal)) }
  }

  /// The area under the receiver operating characteristic: the probability that an abnormal thing has a higher score than a
  /// normal one, ties counting a half.
  ///
  /// Mann and Whitney's U over the number of pairs; scikit-learn's `roc_auc_score`.
  public var area: Double {
    var pairs = 0.0
    var (found, mistaken) = (0, 0)
    for step in steps {
      let (abnormalHere, normalHere) = (step.truePositives - found, step.falsePositives - mistaken)
      // Each normal score here is beaten by all abnormal ones above, and half by those that are equal.
      pairs += Double(normalHere) * (Double(found) + Double(abnormalHere) / 2)
      (found, mistaken) = (step.truePositives, step.falsePositives)
    }
    return pairs / (Double(normal) * Double(abnormal))
  }

  /// The average precision: Σ (Rₖ − Rₖ₋₁) Pₖ over the thresholds, without interpolation.
  ///
  /// scikit-learn's `average_precision_score`.
  public var averagePrecision: Double {
    var sum = 0.0
    var found = 0
    for step in steps {
      let precision = Double(step.truePositives) / Double(step.truePositives + step.falsePositives)
      sum += Double(step.truePositives - found) / Double(abnormal) * precision
      found = step.truePositives
    }
    return sum
  }

  /// The threshold whose counts are best; of equal ones the lowest.
  public func threshold(bestBy quality: (DetectionCounts) -> Double) -> Double {
    var best = (score: -Double.infinity, threshold: Double.nan)
    for step in steps {
      let score = quality(counts(of: step))
      if score >= best.score { best = (score, step.threshold) }
    }
    return best.threshold
  }

  /// What is found and what is mistaken where scores from `threshold` on are taken as abnormal.
  public func counts(at threshold: Double) -> DetectionCounts {
    // The lowest step that lies at the threshold or above it.
    let above = steps.last { $0.threshold >= threshold }
    return counts(of: above ?? Step(threshold: threshold, truePositives: 0, falsePositives: 0))
  }

  /// What is found and what is mistaken at one of the steps.
  public func counts(of step: Step) -> DetectionCounts {
    DetectionCounts(
      truePositives: step.truePositives, falsePositives: step.falsePositives,
      trueNegatives: normal - step.falsePositives, falseNegatives: abnormal - step.truePositives)
  }
}
