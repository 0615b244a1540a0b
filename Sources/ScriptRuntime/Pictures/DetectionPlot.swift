import Analysis
import Basics
import Figures
import Options

/// The curves that `plot` draws of what `roc` gives, and how.
struct DetectionPlot {
  private enum Kind: String, OptionWord {
    case roc
    case precisionRecall = "precision-recall"

    var summary: String {
      switch self {
      case .roc: "the share of abnormal images that is found, over the share of normal ones taken as abnormal"
      case .precisionRecall: "the share of what is taken as abnormal that is, over the share that is found"
      }
    }
  }

  private static let kind = OptionKey<Kind>(
    "kind", .choice(of: Kind.self), default: "roc", "which curve is drawn of what `roc` gives")

  static let options: [any OptionDeclaring] = [kind]

  private let members: [(name: String?, detection: Detection)]
  private let kind: Kind

  /// Whether a call is to draw what `roc` gives, as far as that is known.
  static func isMeant(_ call: Call) -> Bool {
    call.value(LossPlot.log)?.members.contains { $0.value.type == .detection } ?? false
  }

  /// Throws where an option goes with logs.
  init(_ call: Call) throws {
    for option in LossPlot.optionsOfLogs where call.isGiven(option) {
      throw call.error(at: option, "`\(option.name)` goes with logs, and this is a detection")
    }
    if let other = call.value(LossPlot.log)?.members.first(where: { ![.detection, .anything].contains($0.value.type) })
    {
      throw call.error(at: LossPlot.log, "a detection and \(other.value.type.described) do not go into one chart")
    }
    if let value = call.value(LossPlot.log), !value.isForeseen, let names = call.elements(LossPlot.names),
      names.count != value.members.count
    {
      throw call.error(
        at: LossPlot.names, "\(countText(names.count, "name")) cannot name \(countText(value.members.count, "curve"))")
    }
    kind = try call[Self.kind]
    let names = try call[ifGiven: LossPlot.names]
    members = try call[LossPlot.log].enumerated().compactMap { place, member in
      member.value.detection.map { (names?[place] ?? member.index?.description, $0) }
    }
  }

  /// Throws where `kind` is given and a call draws logs.
  static func checkNotGiven(_ call: Call) throws {
    guard call.isGiven(kind), call.value(LossPlot.log)?.members.contains(where: { $0.value.type == .log }) ?? false
    else { return }
    throw call.error(at: kind, "`kind` goes with what `roc` gives, and this is a log")
  }

  /// The chart of the curves, with the threshold of each as a ring, and what guessing would come to in dashes.
  func chart(title: String?) -> LineChart {
    var lines: [Line] = []
    for (place, member) in members.enumerated() {
      let curve = member.detection.curve
      let area = kind == .roc ? curve.area : curve.averagePrecision
      let name = "\(member.name.map { "\($0), " } ?? "")area \(fixed(area, decimals: 3))"
      let points =
        kind == .roc ? curve.rates.map { (x: $0.falsePositives, y: $0.truePositives) } : precisions(of: curve)
      lines.append(Line(name: name, x: points.map(\.x), y: points.map(\.y), colorIndex: place))
      let counts = member.detection.counts
      let chosen =
        kind == .roc
        ? (x: Double(counts.falsePositives) / Double(curve.normal), y: counts.recall)
        : (x: counts.recall, y: counts.precision)
      lines.append(
        Line(
          name: members.count == 1 ? "threshold \(significant(member.detection.threshold, digits: 3))" : nil,
          x: [chosen.x], y: [chosen.y], colorIndex: place, stroke: .none, marker: .ring))
    }
    lines.append(guessing)
    let limits = -0.02...1.02
    let (horizontal, vertical) =
      kind == .roc ? ("false positive rate", "true positive rate") : ("recall", "precision")
    var chart = LineChart(
      title: title, horizontal: Axis(label: horizontal, limits: limits),
      vertical: Axis(label: vertical, limits: limits),
      lines: lines)
    // Both are shares, and a step to the right weighs as much as one upwards.
    chart.isSquare = true
    return chart
  }

  /// Precision over recall, level between thresholds as the average precision counts it.
  private func precisions(of curve: DetectionCurve) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    var recall = 0.0
    for step in curve.steps {
      let precision = Double(step.truePositives) / Double(step.truePositives + step.falsePositives)
      points.append((recall, precision))
      recall = Double(step.truePositives) / Double(curve.abnormal)
      points.append((recall, precision))
    }
    return points
  }

  /// Where a curve lies that knows nothing.
  private var guessing: Line {
    guard kind == .precisionRecall, let curve = members.first?.detection.curve else {
      return Line(name: "guessing", x: [0, 1], y: [0, 1], colorIndex: members.count, stroke: .dashed)
    }
    let share = Double(curve.abnormal) / Double(curve.normal + curve.abnormal)
    return Line(name: "guessing", x: [0, 1], y: [share, share], colorIndex: members.count, stroke: .dashed)
  }
}
