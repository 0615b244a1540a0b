import Basics
import Figures
import Options
import Training

/// The logs that `plot` draws, and how.
struct LossPlot {
  private enum Scale: String, OptionWord {
    case linear, log

    var summary: String { self == .linear ? "equal steps for equal differences" : "for equal ratios" }
    var axis: Axis.Scale { self == .linear ? .linear : .logarithmic }
  }

  private enum Labels: String, OptionWord {
    case legend, ends, none

    var summary: String {
      switch self {
      case .legend: "in a legend where it covers no data"
      case .ends: "beside the ends of the curves"
      case .none: "nowhere"
      }
    }

    var names: LineNames {
      switch self {
      case .legend: .legend
      case .ends: .ends
      case .none: .none
      }
    }
  }

  private enum Band: String, OptionWord {
    case none, range, deviation

    var summary: String {
      switch self {
      case .none: "a curve for each log"
      case .range: "a band from the lowest smoothed loss to the highest"
      case .deviation: "a band of one standard deviation to either side of the mean"
      }
    }

    var spread: LossSpread? {
      switch self {
      case .none: nil
      case .range: .range
      case .deviation: .deviation
      }
    }
  }

  static let log = ValueKey<[Member<Value>]>.several(
    "log", [.log, .detection, .model], "a log, or what `roc` or `pca` gives, or a family of such", convert: { $0 })
  private static let scale = OptionKey<Scale>(
    "scale", .choice(of: Scale.self), "the scale of the losses; chosen by the losses unless it is given")
  private static let labels = OptionKey<Labels>(
    "labels", .choice(of: Labels.self), default: "legend", "where the names of the curves stand")
  private static let band = OptionKey<Band>(
    "band", .choice(of: Band.self), default: "none", "whether a family of logs is one curve in a shaded band")
  static let names = OptionKey<[String]>(
    "names", .list(.word), "what the members of a family are called; their indices if not given")

  private static let terms = OptionKey<Bool>(
    "terms", .flag, default: true, "whether the terms of a loss that is a sum have curves too, where the log is alone")

  static let options: [any OptionDeclaring] = [log, scale, labels, band, names, terms]

  /// The options that go with logs alone.
  static let optionsOfLogs = [scale.declaration, labels.declaration, band.declaration, terms.declaration]

  private let runs: [LossRun]
  private let lossNames: Set<String>
  private let scale: Axis.Scale?
  private let labels: LineNames
  private let spread: LossSpread?

  /// Throws where there are not as many names as logs, where a band has no logs that belong together, or where a log holds
  /// nothing.
  init(_ call: Call) throws {
    try Self.check(call)
    let logs = try call[Self.log].compactMap { member in
      member.value.log.map { Member(index: member.index, value: $0) }
    }
    if logs.contains(where: { $0.value.batchLosses.isEmpty }) {
      throw call.error(at: Self.log, "the log holds no batch: its training was stopped before the first")
    }
    let names = try call[ifGiven: Self.names]
    let terms = try call[Self.terms]
    runs = logs.enumerated().map { place, member in
      LossRun(
        member.value, name: names?[place] ?? (logs.count > 1 ? LogName.text(member.index, member.value) : ""),
        withTerms: terms)
    }
    lossNames = Set(logs.map(\.value.lossName))
    scale = try call[ifGiven: Self.scale]?.axis
    labels = try call[Self.labels].names
    spread = try call[Self.band].spread
    if spread != nil { try Self.checkShapes(logs.map(\.value), call) }
  }

  /// The chart of the losses.
  func chart(title: String?) -> LineChart {
    let label = LossLabel.text("loss", sharedBy: lossNames)
    var chart =
      spread.map { LineChart.losses(runs, spread: $0, title: title, lossLabel: label, scale: scale) }
      ?? LineChart.losses(runs, title: title, lossLabel: label, scale: scale)
    chart.names = labels
    return chart
  }

  /// Throws what is wrong with the numbers of logs and names, as far as they are known.
  private static func check(_ call: Call) throws {
    guard let value = call.value(log) else { return }
    if case .family(let family) = value, family.isOpen { return }
    let members = value.members
    guard members.allSatisfy({ $0.value.type == .log }) else { return }
    if let names = call.elements(names), names.count != members.count {
      throw call.error(
        at: Self.names, "\(countText(names.count, "name")) cannot name \(countText(members.count, "log"))")
    }
    if let band = call.known(band), band != .none, members.count < 2 {
      throw call.error(
        at: Self.band, "a band tells how far logs lie apart, and this is one",
        expected: "a family of logs, as of trainings that differ in their seed")
    }
  }

  private static func checkShapes(_ logs: [TrainingLog], _ call: Call) throws {
    guard let first = logs.first, let other = logs.first(where: { shape($0) != shape(first) }) else { return }
    throw call.error(
      at: log, "a band needs logs of the same steps: one has \(shape(first)), another \(shape(other))",
      expected: "trainings on as many images, in batches of one size, for as many epochs")
  }

  /// Of which steps and validations a log is made.
  private static func shape(_ log: TrainingLog) -> String {
    let ends = log.epochs.map { "\($0.step)" }.joined(separator: ", ")
    let validations = log.epochs.count { $0.validationMean != nil }
    return countText(log.batchLosses.count, "batch", plural: "batches")
      + (ends.isEmpty ? "" : ", epochs that end at \(ends)") + " and " + countText(validations, "validation")
  }
}
