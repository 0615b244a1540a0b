/// The losses of one training, as the chart of losses shows them.
public struct LossRun: Hashable, Sendable {
  /// What the legend calls it, such as `bottleneck 200`; empty where there is one run alone.
  public var name: String
  /// The training loss of every batch, in order.
  public var batches: [Double]
  /// After how many batches each epoch ended, counted from the first batch.
  public var epochEnds: [Int]
  /// The validation loss after each epoch; empty where there was no validation, NaN where one is missing.
  public var validation: [Double]
  /// The terms whose weighted sum the losses are; empty where there is one alone.
  public var terms: [LossTermRun]
  /// Epochs of earlier trainings, after which this one's are counted.
  public var epochsBefore: Int

  /// The losses of one training: `validation[i]` was measured after `epochEnds[i]` batches.
  public init(
    name: String = "", batches: [Double], epochEnds: [Int], validation: [Double] = [], terms: [LossTermRun] = [],
    epochsBefore: Int = 0
  ) {
    self.name = name
    self.batches = batches
    self.epochEnds = epochEnds
    self.validation = validation
    self.terms = terms
    self.epochsBefore = epochsBefore
  }
}

/// One term of the losses of a training, without its weight.
public struct LossTermRun: Hashable, Sendable {
  /// What the legend calls it, such as `kl`.
  public var name: String
  /// The term of every batch, in order.
  public var batches: [Double]
  /// The term over the validation images after each epoch; empty where there was no validation.
  public var validation: [Double]

  /// The numbers of a term.
  public init(name: String, batches: [Double], validation: [Double]) {
    self.name = name
    self.batches = batches
    self.validation = validation
  }
}

extension LineChart {
  /// The chart of training and validation losses of one or several runs: each batch's loss faded under its smoothed
  /// curve, the validation loss as points at the end of every epoch; of one run alone the terms of the loss, too.
  ///
  /// Without a `scale` the axis is logarithmic where the losses are positive and span more than a factor of five. On a
  /// linear axis the first few losses, where they would flatten all others, are left out, and a note says so.
  public static func losses(
    _ runs: [LossRun], title: String? = nil, lossLabel: String = "loss", scale: Axis.Scale? = nil
  ) -> LineChart {
    var faded: [Line] = []
    var curves: [Line] = []
    var shown: [Double] = []
    for (index, run) in runs.enumerated() {
      let steps = run.batches.indices.map { Double($0 + 1) }
      let ends = run.epochEnds.prefix(run.validation.count).map(Double.init)
      // The smoothed losses of batches, and those of validations in the look of `points`.
      func add(_ name: String, _ batches: [Double], _ validation: [Double], color: Int, points: Line) {
        func named(_ part: String) -> String { name.isEmpty ? part : "\(name), \(part)" }
        let smooth = Smoothing.movingMean(batches, window: Smoothing.window(count: batches.count))
        curves.append(Line(name: named("training"), x: steps, y: smooth, colorIndex: color))
        shown += smooth.filter(\.isFinite)
        guard !ends.isEmpty, !validation.isEmpty else { return }
        var line = points
        (line.name, line.y) = (named("validation"), Array(validation.prefix(ends.count)))
        line.x = Array(ends.prefix(line.y.count))
        curves.append(line)
        shown += line.y.filter(\.isFinite)
      }
      func ring(_ color: Int) -> Line { Line(x: [], y: [], colorIndex: color, stroke: .dashed, marker: .ring) }
      if run.batches.count >= Smoothing.fewest {
        faded.append(Line(x: steps, y: run.batches, colorIndex: index, isFaded: true))
      }
      let isAlone = runs.count == 1
      add(
        run.name, run.batches, run.validation, color: index,
        points: isAlone ? Line(x: [], y: [], colorIndex: 1, marker: .circle) : ring(index))
      guard isAlone else { continue }
      for (color, term) in zip(2..., run.terms) {
        add(term.name, term.batches, term.validation, color: color, points: ring(color))
      }
    }
    let low = shown.min() ?? 0
    let high = shown.max() ?? 0
    let scale = scale ?? (low > 0 && high > 5 * low ? .logarithmic : .linear)
    let everything = faded.flatMap(\.y) + shown
    var vertical = Axis(label: lossLabel, scale: scale)
    var note: String?
    if scale == .linear, let limit = Smoothing.robustUpperLimit(everything), low < limit {
      let bottom = everything.lazy.filter(\.isFinite).min() ?? 0
      let padding = (limit - bottom) * 0.04
      vertical.limits = bottom - padding...limit + padding
      let above = everything.lazy.filter { $0.isFinite && $0 > limit }
      note = "not shown: losses above \(NumberLabels.short(limit)), up to \(NumberLabels.short(above.max() ?? limit))"
    }
    let missing = runs.contains { run in
      run.batches.contains { !$0.isFinite } || run.validation.contains { !$0.isFinite }
    }
    if missing { note = [note, "shaded: no finite loss"].compactMap(\.self).joined(separator: "; ") }
    return LineChart(
      title: title, horizontal: Axis(label: "step", isWhole: true), vertical: vertical, secondScale: epochScale(runs),
      lines: faded + curves, note: note)
  }

  /// Lets the axis go on to where a training that runs will end, with the ends of all of its epochs.
  public mutating func plan(steps: Int, stepsPerEpoch: Int, epochsBefore: Int) {
    guard steps > 1, stepsPerEpoch > 0 else { return }
    horizontal.limits = 0...Double(steps)
    let epochs = steps / stepsPerEpoch
    guard epochs <= Self.mostPlannedEpochs else { return }
    secondScale = SecondScale(
      label: "epoch", places: (0...epochs).map { Double($0 * stepsPerEpoch) }, first: epochsBefore)
  }

  /// Of more, the scale names those alone that are over.
  private static let mostPlannedEpochs = 10_000

  /// The scale of epochs, where all runs agree on when they ended.
  static func epochScale(_ runs: [LossRun]) -> SecondScale? {
    guard let longest = runs.max(by: { $0.epochEnds.count < $1.epochEnds.count }), !longest.epochEnds.isEmpty,
      runs.allSatisfy({ longest.epochEnds.starts(with: $0.epochEnds) && $0.epochsBefore == longest.epochsBefore })
    else { return nil }
    return SecondScale(
      label: "epoch", places: [0] + longest.epochEnds.map(Double.init), first: longest.epochsBefore)
  }
}

extension Figure {
  /// A figure of a chart, 7 by 4.25 inches where `size` leaves that open.
  public init(_ chart: LineChart, size: FigureSize = .automatic) {
    self.init(content: chart, size: size)
  }
}
