/// What several trainings of one kind have in common, as one curve in a band.
public enum LossSpread: Hashable, Sendable {
  /// From the lowest to the highest of all.
  case range
  /// One standard deviation of the sample (which divides by one less than the number of runs) to either side of the mean.
  case deviation

  /// The mean of `values`, and how far the band reaches below and above it; nil where one is not finite.
  func measure(_ values: [Double]) -> (mean: Double, low: Double, high: Double)? {
    guard let low = values.min(), let high = values.max(), values.allSatisfy(\.isFinite) else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / count }
    guard self == .deviation else { return (mean, low, high) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    return (mean, mean - deviation, mean + deviation)
  }
}

extension LineChart {
  /// The chart of the mean training and validation losses of several runs, each in a band that tells how far the runs lie
  /// apart, as far as all of them go; training losses are smoothed first.
  public static func losses(
    _ runs: [LossRun], spread: LossSpread, title: String? = nil, lossLabel: String = "loss", scale: Axis.Scale? = nil
  ) -> LineChart {
    let steps = runs.map(\.batches.count).min() ?? 0
    let smooth = runs.map { Smoothing.movingMean($0.batches, window: Smoothing.window(count: $0.batches.count)) }
    let validated = runs.map { min($0.validation.count, $0.epochEnds.count) }.min() ?? 0
    let names =
      runs.count == 1
      ? ("training", "validation") : ("training, mean of \(runs.count)", "validation, mean of \(runs.count)")
    let first = runs.first
    let ends = (first?.epochEnds.prefix(validated).map(Double.init)) ?? []
    var chart = LineChart(
      title: title, horizontal: Axis(label: "step", isWhole: true), vertical: Axis(label: lossLabel),
      secondScale: epochScale(runs), lines: [])
    chart.add(
      names.0, x: (0..<steps).map { Double($0 + 1) }, runs: smooth, spread: spread, look: Line(x: [], y: []))
    chart.add(
      names.1, x: ends, runs: runs.map(\.validation), spread: spread,
      look: Line(x: [], y: [], colorIndex: 1, marker: .circle))
    let shown = chart.lines.flatMap(\.y).filter(\.isFinite)
    let (low, high) = (shown.min() ?? 0, shown.max() ?? 0)
    chart.vertical.scale = scale ?? (low > 0 && high > 5 * low ? .logarithmic : .linear)
    let kind = spread == .range ? "from the lowest run to the highest" : "one standard deviation to either side"
    let isSmooth = runs.contains { Smoothing.window(count: $0.batches.count) > 1 }
    chart.note = "bands\(isSmooth ? " of the smoothed losses" : ""): \(kind)"
    if chart.lines.contains(where: { $0.y.contains { !$0.isFinite } }) {
      chart.note?.append("; shaded: no finite loss")
    }
    return chart
  }

  /// Adds the mean of `runs` at the places `x` as a line with the look of `look`, and its band.
  private mutating func add(_ name: String, x: [Double], runs: [[Double]], spread: LossSpread, look: Line) {
    guard !x.isEmpty, !runs.isEmpty else { return }
    var (mean, low, high): ([Double], [Double], [Double]) = ([], [], [])
    for index in x.indices {
      let measured = spread.measure(runs.map { $0[index] })
      mean.append(measured?.mean ?? .nan)
      low.append(measured?.low ?? .nan)
      high.append(measured?.high ?? .nan)
    }
    var line = look
    (line.name, line.x, line.y) = (name, x, mean)
    lines.append(line)
    bands.append(Band(x: x, low: low, high: high, colorIndex: look.colorIndex))
  }
}
