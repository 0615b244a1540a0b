import Basics
import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let plot = CommandRow(
    name: "plot", summary: "draws the losses of one training or of several",
    discussion: """
      Each batch's training loss stands faded under its smoothed curve; points mark the mean validation loss at the end \
      of every epoch. A family of logs is drawn into one chart; with `band=` as one curve, the mean of all, for \
      trainings that differ in their seed alone. The band tells how far the smoothed losses lie apart; a deviation \
      divides by one less than there are logs.
      """,
    arguments: [
      CommandParameter("log", .value([.log], several: true), required: true, "a log, or a family of logs")
    ],
    options: FigureOptions.all + [
      CommandParameter(
        "scale", .choice([.init("linear", "equal steps for equal differences"), .init("log", "for equal ratios")]),
        "the scale of the losses; chosen by the losses unless it is given"),
      CommandParameter(
        "labels",
        .choice([
          .init("legend", "in a legend where it covers no data"), .init("ends", "beside the ends of the curves"),
          .init("none", "nowhere"),
        ]), default: "legend", "where the names of the curves stand"),
      CommandParameter(
        "band",
        .choice([
          .init("none", "a curve for each log"), .init("range", "a band from the lowest smoothed loss to the highest"),
          .init("deviation", "a band of one standard deviation to either side of the mean"),
        ]), default: "none", "whether a family of logs is one curve in a shaded band"),
      CommandParameter("names", .list(.word), "what the logs of a family are called; their indices if not given"),
    ],
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      plot log save=loss.svg,loss.png
      """,
    result: .figure,
    check: { call, foresight in
      try PlotLogs.check(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      try PlotLogs.check(call)
      let logs = call["log"]?.members ?? []
      let given = call.texts("names")
      let names = given.count == logs.count ? given : []
      var runs: [LossRun] = []
      var lossName = "loss"
      for (place, (index, member)) in logs.enumerated() {
        guard case .log(let log) = member else { continue }
        guard !log.batchLosses.isEmpty else {
          throw call.error(at: "log", "the log holds no batch: its training was stopped before the first")
        }
        lossName = log.lossName
        runs.append(
          LossRun(
            name: !names.isEmpty ? names[place] : logs.count > 1 ? LogName.text(index, log) : "",
            batches: log.batchLosses, epochs: log.epochs,
            epochsBefore: log.epochsBefore))
      }
      let scale: Axis.Scale? =
        switch call.text("scale") {
        case "linear": .linear
        case "log": .logarithmic
        default: nil
        }
      let spread: LossSpread? =
        switch call.text("band") {
        case "range": .range
        case "deviation": .deviation
        default: nil
        }
      let (title, label) = (call.text("title"), "loss (\(lossName))")
      var chart =
        spread.map { LineChart.losses(runs, spread: $0, title: title, lossLabel: label, scale: scale) }
        ?? LineChart.losses(runs, title: title, lossLabel: label, scale: scale)
      chart.names =
        switch call.text("labels") {
        case "ends": .ends
        case "none": .none
        default: .legend
        }
      return try session.show(Figure(chart), for: call)
    })
}

/// The logs of a call, looked at before anything is drawn.
private enum PlotLogs {
  /// Throws where there are not as many names as logs, or where a band has no logs that belong together.
  static func check(_ call: Call) throws(Diagnostic) {
    guard let value = call["log"] else { return }
    if case .family(let family) = value, family.isOpen { return }
    let members = value.members
    guard members.allSatisfy({ $0.value.type == .log }) else { return }
    let names = call.all("names")
    if call.isGiven("names"), !names.contains(where: \.isForeseen), names.count != members.count {
      throw call.error(
        at: "names", "\(countText(names.count, "name")) cannot name \(countText(members.count, "log"))")
    }
    guard let band = call.text("band"), band != "none" else { return }
    guard members.count > 1 else {
      throw call.error(
        at: "band", "a band tells how far logs lie apart, and this is one",
        expected: "a family of logs, as of trainings that differ in their seed")
    }
    let logs = members.compactMap { if case .log(let log) = $0.value { log } else { nil } }
    guard let first = logs.first, logs.count == members.count else { return }
    if let other = logs.first(where: { shape($0) != shape(first) }) {
      throw call.error(
        at: "log", "a band needs logs of the same steps: one has \(shape(first)), another \(shape(other))",
        expected: "trainings on as many images, in batches of one size, for as many epochs")
    }
  }

  /// Of which steps and validations a log is made.
  private static func shape(_ log: TrainingLog) -> String {
    let ends = log.epochs.map { "\($0.step)" }.joined(separator: ", ")
    let validations = log.epochs.count { $0.validationMean != nil }
    return countText(log.batchLosses.count, "batch", plural: "batches")
      + (ends.isEmpty ? "" : ", epochs that end at \(ends)") + " and " + countText(validations, "validation")
  }
}

/// What a figure calls a training.
enum LogName {
  /// `bottleneck 200` where the index is the length of the code, and the index itself elsewhere.
  static func text(_ index: Family.Index?, _ log: TrainingLog) -> String {
    guard let index else { return "bottleneck \(log.latentSize)" }
    if case .number(let number) = index, number == Double(log.latentSize) { return "bottleneck \(log.latentSize)" }
    return "\(index)"
  }
}

extension LossRun {
  /// The losses of a training, as far as it has come.
  init(name: String = "", batches: [Float], epochs: [EpochRecord], epochsBefore: Int) {
    self.init(
      name: name, batches: batches.map(Double.init), epochEnds: epochs.map(\.step),
      validation: epochs.compactMap(\.validationMean), epochsBefore: epochsBefore)
  }
}
