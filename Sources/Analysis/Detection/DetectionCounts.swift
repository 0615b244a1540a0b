/// A confusion matrix: what was taken as abnormal, and what as normal. Positive is abnormal.
public struct DetectionCounts: Hashable, Sendable {
  /// Abnormal things that are found.
  public let truePositives: Int
  /// Normal things that are taken as abnormal.
  public let falsePositives: Int
  /// Normal things that are taken as such.
  public let trueNegatives: Int
  /// Abnormal things that are overlooked.
  public let falseNegatives: Int

  /// Some counts.
  public init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// The share of all that is taken as what it is.
  public var accuracy: Double {
    Self.share(truePositives + trueNegatives, truePositives + trueNegatives + falsePositives + falseNegatives)
  }

  /// The share of what is taken as abnormal that is; 0 where nothing is.
  public var precision: Double { Self.share(truePositives, truePositives + falsePositives) }

  /// The share of what is abnormal that is found.
  public var recall: Double { Self.share(truePositives, truePositives + falseNegatives) }

  /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
  public var f1: Double { Self.share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }

  private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
