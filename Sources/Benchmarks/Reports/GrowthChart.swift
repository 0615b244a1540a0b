public import Figures

extension Growth {
  /// The times of a step as a chart with two logarithmic axes: training, inference, and what they would be in proportion
  /// to the operations.
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
        stroke: .dashed, isFaded: true)
    }
    return LineChart(
      title: title ?? "Time of a step by \(axis.title)",
      horizontal: Axis(label: axis.title, scale: .logarithmic, marks: values),
      vertical: Axis(label: "milliseconds", scale: .logarithmic), lines: proportional + [training, inference])
  }

  /// Times that grow as the operations do, from that of the step in the middle on.
  private func inProportion(_ times: [Double]) -> [Double] {
    let operations = steps.map { Double($0.operations) * Double($0.batch) }
    let middle = steps.count / 2
    guard steps.indices.contains(middle), operations[middle] > 0 else { return times.map { _ in .nan } }
    return operations.map { $0 * times[middle] / operations[middle] }
  }
}
