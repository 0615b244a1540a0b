import Analysis
import Basics
import Options
import ScriptLanguage
import Training

extension CommandRow {
  private static let kinds = OptionKind.value([.measures, .list, .range])
  private static let normal = ValueKey(
    "normal", kinds, argument: false, "the measures of normal images, or a list of numbers", convert: Scores.init)
  private static let abnormal = ValueKey(
    "abnormal", kinds, argument: false, "those of images that are to be found", convert: Scores.init)
  private static let threshold = OptionKey<Term>(
    "threshold", .term(ThresholdRule.table.declarations), default: "best-f1", "where the line is drawn")
  private static let from = ValueKey(
    "from", kinds, argument: false, required: false,
    "the measures that `quantile` and `deviations` go by, such as those of normal training images; `normal=` if not given",
    convert: Scores.init)

  static let roc = CommandRow(
    name: "roc", summary: "judges how well measures tell abnormal images from normal ones",
    discussion: """
      The end of a search for anomalies: an image is the more abnormal the \
      higher its error is, or the lower its PSNR or SSIM; numbers of a list are errors. \
      `(quality.area)` is the area under the receiver operating characteristic: the probability that an abnormal image \
      looks more abnormal than a normal one, ties counting a half; 0.5 is guessing. `(quality.precision_area)` is the \
      average precision. Both look at all thresholds.

      One threshold is chosen, and from there on images count as abnormal: `(quality.threshold)`, with `.accuracy`, \
      `.precision`, `.recall`, `.f1`, `.true_positives`, `.false_positives`, `.true_negatives` and `.false_negatives`; \
      positive is abnormal. `threshold=best-f1`, `youden` and `accuracy` know which images are abnormal, and their numbers \
      flatter; where both sets are much alike the best F1 takes everything as abnormal, which `roc` then remarks on. \
      `quantile(0.95)` and `deviations(1)` look at normal images alone, best at those of the training: `from=errors`.

      `plot quality` draws the curve, `plot quality kind=precision-recall` precision over recall, and `histogram a b \
      threshold=(quality.threshold)` both sets with the line between them.
      """,
    takes: [normal, abnormal, threshold, from],
    example: """
      validation = load sketches split=validation count=100
      model = autoencoder latent=20 width=4
      boats = pick validation class=boat
      cats = pick validation class=cat
      a = measure model boats
      b = measure model cats
      quality = roc normal=a abnormal=b threshold=quantile(0.95)
      quality
      plot quality title="Cats among boats, area {quality.area}" save=roc.svg
      histogram a b names="boats","cats" threshold=(quality.threshold) save=scores.svg
      """,
    result: .detection,
    prepare: { call in
      try check(call)
      let (normal, abnormal) = (try call[normal], try call[abnormal])
      let standard = try call[ifGiven: from] ?? normal
      return (call, normal: normal, abnormal: abnormal, standard: standard, rule: try call[threshold])
    },
    run: { arguments, session in
      let (call, normal, abnormal, standard, rule) = arguments
      for (scores, key) in [(normal, Self.normal), (abnormal, Self.abnormal), (standard, from)] {
        guard let place = scores.values.firstIndex(where: \.isNaN) else { continue }
        throw call.error(at: key, "the measure of image \(place) is no number, and cannot be compared")
      }
      let curve = DetectionCurve(normal: normal.values, abnormal: abnormal.values)
      let threshold = ThresholdRule.table.make(rule).threshold(curve, normal: standard.values)
      guard threshold.isFinite else {
        throw call.error(
          at: Self.threshold, "`\(rule)` gives no finite threshold: some of the measures are infinite",
          expected: "`best-f1` or a smaller `quantile`")
      }
      let detection = Detection(
        curve: curve, threshold: normal.isSimilarity ? -threshold : threshold, rule: "\(rule)", metric: normal.metric)
      if let remark = detection.remarkOnThreshold { session.output.remark(remark) }
      return .detection(detection)
    })

  /// Throws what is wrong with a call, as far as its values are known.
  private static func check(_ call: Call) throws {
    for key in [normal, abnormal, from] {
      guard let value = call.value(key) else { continue }
      try Scores.check(value, at: key, call)
    }
    if call.isGiven(from), let rule = call.known(threshold), !ThresholdRule.table.make(rule).looksAtNormalAlone {
      throw call.error(
        at: from, "`from` goes with a threshold that looks at normal images alone, and this is `\(rule.name)`",
        expected: "`threshold=quantile(0.95)` or `threshold=deviations(1)`")
    }
    if call.facts(abnormal)?.count == 0 || call.value(abnormal)?.isEmptyList == true {
      throw call.error(
        at: abnormal, "there is no abnormal image, and without one there is neither a curve nor a best F1")
    }
    for key in [normal, from] where call.facts(key)?.count == 0 || call.value(key)?.isEmptyList == true {
      throw call.error(at: key, "there is no normal image to compare with")
    }
    guard let first = call.value(normal).flatMap(Scores.metricName) else { return }
    for key in [abnormal, from] {
      guard let other = call.value(key).flatMap(Scores.metricName), other != first else { continue }
      throw call.error(
        at: key, "`normal` was measured by \(first), and this by \(other)", expected: "the same measure in all")
    }
  }
}

extension Value {
  /// Whether it is a list, and has no element.
  fileprivate var isEmptyList: Bool { if case .list(let values) = self { values.isEmpty } else { false } }
}
