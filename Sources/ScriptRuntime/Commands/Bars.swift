import Basics
import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let bars = CommandRow(
    name: "bars", summary: "draws a bar for each of some numbers, such as losses",
    discussion: """
      The numbers are a list, or a family of numbers, evaluations or logs. An evaluation's bar is as high as its loss, \
      a log's as the mean validation loss of its last epoch, or the training loss where not every log has one. Below \
      the bars stand the family's indices, unless `names=` says otherwise. A number that is not finite has no bar.
      """,
    arguments: [
      CommandParameter(
        "numbers", .value([.number, .evaluation, .log, .list, .range], several: true), required: true,
        "the numbers, a list or a family")
    ],
    options: FigureOptions.all + [
      CommandParameter("names", .list(.word), "what stands below each bar"),
      CommandParameter("label", .text, "what the bars measure; the loss where it is known"),
      CommandParameter("values", .boolean, default: "yes", "whether numbers stand at the bars, where they have room"),
    ],
    example: """
      test = load sketches count=20
      for latent in 5,20
          model[latent] = autoencoder latent=(latent) width=4
          score[latent] = evaluate model[latent] test
      end
      bars score save=scores.svg
      bars [0.031, 0.024] names=small,large label="mean loss"
      """,
    result: .figure,
    check: { call, foresight in
      _ = try Bars.checked(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      let bars = try Bars.checked(call)
      let losses = try Bars.losses(bars, call)
      let names = call.texts("names")
      let chart = BarChart(
        title: call.text("title"), valueLabel: call.text("label") ?? losses.label,
        names: names.isEmpty ? bars.enumerated().map { $1.name ?? "\($0 + 1)" } : names,
        series: [BarSeries(values: losses.values)], showsValues: call.flag("values"))
      return try session.show(Figure(chart), for: call)
    })
}

/// What the bars of a call stand for.
private enum Bars {
  typealias Bar = (name: String?, value: Value)

  /// A bar for each value, so far as the values are known; throws where they are no numbers, or not as many as names.
  static func checked(_ call: Call) throws(Diagnostic) -> [Bar] {
    guard let numbers = call["numbers"] else { return [] }
    let bars: [Bar]
    var isOpen = false
    switch numbers {
    case .family(let family):
      bars = family.members.map { (MemberName.text($0.key, $0.value), $0.value) }
      isOpen = family.isOpen
    case .list, .range: bars = call.evaluator.expanded(numbers).map { (nil, $0) }
    default:
      bars = [(nil, numbers)]
      isOpen = [.anything, .list, .range].contains(numbers.type)
    }
    guard !isOpen else { return bars }
    for (position, bar) in bars.enumerated() where ![.number, .evaluation, .log, .anything].contains(bar.value.type) {
      throw call.error(
        at: "numbers", "number \(position + 1) of the list is \(bar.value.type.described)",
        expected: "a number, an evaluation or a log for each bar")
    }
    guard !bars.isEmpty else { throw call.error(at: "numbers", "the list is empty, and there is no bar to draw") }
    if case .list(let names)? = call["names"], names.count != bars.count {
      throw call.error(
        at: "names", "\(countText(names.count, "name")) cannot stand below \(countText(bars.count, "bar"))",
        expected: "one name for each bar")
    }
    return bars
  }

  /// How high the bars are, and what they measure where that is the same for all.
  static func losses(_ bars: [Bar], _ call: Call) throws(Diagnostic) -> (values: [Double], label: String?) {
    let logs = bars.compactMap { if case .log(let log) = $0.value { log } else { nil } }
    let validates = logs.allSatisfy { $0.epochs.last?.validationMean != nil }
    var values: [Double] = []
    var labels: Set<String?> = []
    for bar in bars {
      switch bar.value {
      case .number(let number):
        values.append(number)
        labels.insert(nil)
      case .evaluation(let evaluation):
        values.append(evaluation.loss)
        labels.insert("loss (\(evaluation.lossName))")
      case .log(let log):
        guard let epoch = log.epochs.last else {
          throw call.error(at: "numbers", "the log\(bar.name.map { " “\($0)”" } ?? "") holds no finished epoch")
        }
        values.append((validates ? epoch.validationMean : nil) ?? epoch.trainingMean)
        labels.insert("\(validates ? "validation" : "training") loss (\(log.lossName))")
      default: break
      }
    }
    return (values, labels.count == 1 ? labels.first ?? nil : nil)
  }
}
