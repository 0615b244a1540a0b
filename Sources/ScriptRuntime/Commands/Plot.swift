import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let plot = CommandRow(
    name: "plot", summary: "draws the losses of one training or of several",
    discussion: """
      Each batch's training loss stands faded under its smoothed curve; points mark the mean validation loss at the end \
      of every epoch. A family of logs is drawn into one chart.
      """,
    arguments: [
      CommandParameter("log", .value([.log], several: true), required: true, "a log, or a family of logs")
    ],
    options: FigureOptions.all + [
      CommandParameter(
        "scale", .choice([.init("linear", "equal steps for equal differences"), .init("log", "for equal ratios")]),
        "the scale of the losses; chosen by the losses unless it is given")
    ],
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      plot log save=loss.svg,loss.png
      """,
    result: .figure,
    check: { call, foresight in FigureOptions.check(call, foresight) },
    run: { call, session in
      let logs = call["log"]?.members ?? []
      var runs: [LossRun] = []
      var lossName = "loss"
      for (index, member) in logs {
        guard case .log(let log) = member else { continue }
        guard !log.batchLosses.isEmpty else {
          throw call.error(at: "log", "the log holds no batch: its training was stopped before the first")
        }
        lossName = log.lossName
        runs.append(
          LossRun(
            name: logs.count > 1 ? LogName.text(index, log) : "", batches: log.batchLosses, epochs: log.epochs,
            epochsBefore: log.epochsBefore))
      }
      let scale: Axis.Scale? =
        switch call.text("scale") {
        case "linear": .linear
        case "log": .logarithmic
        default: nil
        }
      let chart = LineChart.losses(runs, title: call.text("title"), lossLabel: "loss (\(lossName))", scale: scale)
      return try session.show(Figure(chart), for: call)
    })
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
