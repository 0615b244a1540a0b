import Analysis
import Basics
import Figures
import Options
import ScriptLanguage
import Training

/// The numbers that `bars` draws, and how.
struct LossBars {
  /// What a bar stands for.
  enum Measured {
    case number(Double)
    case evaluation(Evaluation)
    case log(TrainingLog)
    case measures(Measures)

    init?(_ value: Value) {
      switch value {
      case .number(let number): self = .number(number)
      case .evaluation(let evaluation): self = .evaluation(evaluation)
      case .log(let log): self = .log(log)
      case .measures(let measures): self = .measures(measures)
      default: return nil
      }
    }
  }

  static let numbers = ValueKey(
    "numbers", .value([.number, .evaluation, .log, .measures, .list, .range], several: true),
    "the numbers, a list or a family"
  ) { value in
    bars(of: value).flatMap { bars in
      let read = bars.compactMap { bar in Measured(bar.value).map { (name: bar.name, measured: $0) } }
      return read.count == bars.count ? read : nil
    }
  }
  static let names = OptionKey<[String]>("names", .list(.word), "what stands below each bar")
  static let label = OptionKey<String>("label", .text, "what the bars measure; the loss where it is known")
  static let values = OptionKey<Bool>(
    "values", .flag, default: true, "whether numbers stand at the bars, where they have room")

  private static let terms = OptionKey<Bool>(
    "terms", .flag, default: true, "whether the terms of a loss that is a sum have bars too, where all logs have them")

  static let options: [any OptionDeclaring] = [numbers, names, label, values, terms]

  private let series: [BarSeries]
  private let names: [String]
  private let label: String?
  private let showsValues: Bool

  /// Throws where the numbers are none, or not as many as names.
  init(_ call: Call) throws {
    try Self.check(call)
    let bars = try call[Self.numbers]
    let validates = bars.allSatisfy { bar in
      if case .log(let log) = bar.measured { log.epochs.last?.validationMean != nil } else { true }
    }
    var labels: Set<String?> = []
    var heights: [Double] = []
    for bar in bars {
      switch bar.measured {
      case .number(let number):
        heights.append(number)
        labels.insert(nil)
      case .evaluation(let evaluation):
        heights.append(evaluation.loss)
        labels.insert(LossLabel.text("loss", evaluation.lossName))
      case .measures(let measures):
        heights.append(Summary.mean(measures.columns[0].values))
        labels.insert("mean of " + measures.columns[0].metric.label)
      case .log(let log):
        guard let epoch = log.epochs.last else {
          throw call.error(at: Self.numbers, "the log\(bar.name.map { " “\($0)”" } ?? "") holds no finished epoch")
        }
        heights.append((validates ? epoch.validationMean : nil) ?? epoch.trainingMean)
        labels.insert(LossLabel.text("\(validates ? "validation" : "training") loss", log.lossName))
      }
    }
    let logs = bars.compactMap { if case .log(let log) = $0.measured { log } else { nil } }
    let terms = try call[Self.terms] && logs.count == bars.count ? Self.terms(of: logs, validates: validates) : []
    series = [BarSeries(name: terms.isEmpty ? nil : "loss", values: heights)] + terms
    let isOfLogs = logs.count == bars.count
    label =
      try call[ifGiven: Self.label]
      ?? (isOfLogs
        ? LossLabel.text("\(validates ? "validation" : "training") loss", sharedBy: Set(logs.map(\.lossName)))
        : labels.count == 1 ? labels.first ?? nil : nil)
    names = try call[ifGiven: Self.names] ?? bars.enumerated().map { $1.name ?? "\($0 + 1)" }
    showsValues = try call[Self.values]
  }

  /// The chart of the bars.
  func chart(title: String?) -> BarChart {
    BarChart(
      title: title, valueLabel: label, names: names, series: series, showsValues: showsValues)
  }

  /// The terms of the losses at the last epoch, which all of the logs have; none where one has other terms.
  private static func terms(of logs: [TrainingLog], validates: Bool) -> [BarSeries] {
    guard let names = logs.first?.termNames, logs.allSatisfy({ $0.termNames == names }) else { return [] }
    return names.map { name in
      BarSeries(
        name: name,
        values: logs.map { $0.epochs.last?.measurements.term(name, of: validates ? .validation : .training) ?? .nan })
    }
  }

  /// A value for each bar, with its name; nil where only the run knows how many there are.
  private static func bars(of value: Value) -> [(name: String?, value: Value)]? {
    switch value {
    case .family(let family):
      family.isOpen ? nil : family.members.map { (MemberName.text($0.key, $0.value), $0.value) }
    case .list, .range: value.expanded.map { (nil, $0) }
    default: [.anything, .list, .range].contains(value.type) ? nil : [(nil, value)]
    }
  }

  /// Throws what is wrong with the bars and their names, as far as they are known.
  private static func check(_ call: Call) throws {
    guard let bars = call.value(numbers).flatMap(bars) else { return }
    for (position, bar) in bars.enumerated()
    where ![.number, .evaluation, .log, .measures, .anything].contains(bar.value.type) {
      throw call.error(
        at: numbers, "number \(position + 1) of the list is \(bar.value.type.described)",
        expected: "a number, an evaluation or a log for each bar")
    }
    for bar in bars where bar.value.type == .measures { try Scores.check(bar.value, at: numbers, call) }
    guard !bars.isEmpty else { throw call.error(at: numbers, "the list is empty, and there is no bar to draw") }
    if let names = call.elements(names), names.count != bars.count {
      throw call.error(
        at: Self.names, "\(countText(names.count, "name")) cannot stand below \(countText(bars.count, "bar"))",
        expected: "one name for each bar")
    }
  }
}
