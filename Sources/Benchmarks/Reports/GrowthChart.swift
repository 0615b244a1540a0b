public import Figures

extension Growth {
  /// The times of a step as a chart with two logarithmic axes: training, inference, and what they would be if they grew
  /// as the operations do, from the largest down.
  public func chart(title: String? = nil) -> LineChart {
    let values = steps.map { Double(value(of: $0)) }
    let training = Line(
      name: "training step", x: values, y: steps.map { $0.training.medianSeconds * 1000 }, colorIndex: 0,
      marker: .circle)
    let inference = Line(
      name: "inference", x: values, y: steps.map { $0.inference.medianSeconds * 1000 }, colorIndex: 1, marker: .circle)
    let proportional = [training, inference].enumerated().map { index, line in
      Line(
        name: index == 0 ? "in proportion to the operations" : nil, x: values, y: inProportion(line.y), colorIndex: 6,
        stroke: .dashed)
    }
    return LineChart(
      title: title ?? "Time of a step by \(axis.name)",
      horizontal: Axis(label: axis.title, scale: .logarithmic, marks: values),
      vertical: Axis(label: "milliseconds", scale: .logarithmic), lines: proportional + [training, inference])
  }

  /// Times that grow as the operations do, up to that of the last step.
  private func inProportion(_ times: [Double]) -> [Double] {
    let operations = steps.map { Double($0.operations) * Double($0.batch) }
    guard let last = times.last, let most = operations.last else { return [] }
    return operations.map { $0 * last / most }
  }
}
