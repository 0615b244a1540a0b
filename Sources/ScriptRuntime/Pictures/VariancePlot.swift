import Basics
import Figures
import NeuralNetworks
import Options

/// How much of the images' variance the first numbers of a code hold, which `plot` draws of what `pca` gives.
struct VariancePlot {
  /// A curve, and the lengths at which it is marked.
  private struct Curve {
    let name: String?
    /// The part that one number holds, two numbers hold, and so on.
    let shares: [Double]
    var sizes: [Int]
  }

  /// The parts whose first reaching is marked.
  private static let levels = [0.8, 0.9, 0.95, 0.99]

  private let curves: [Curve]

  /// Whether a call is to draw models, as far as that is known.
  static func isMeant(_ call: Call) -> Bool {
    call.value(LossPlot.log)?.members.contains { $0.value.type == .model } ?? false
  }

  /// Throws where an option goes with logs, and where a model is none of principal components.
  init(_ call: Call) throws {
    for option in LossPlot.optionsOfLogs + DetectionPlot.options.map(\.declaration) where call.isGiven(option) {
      throw call.error(at: option, "`\(option.name)` does not go with what `pca` gives")
    }
    let value = call.value(LossPlot.log)
    if let other = value?.members.first(where: { ![.model, .anything].contains($0.value.type) }) {
      throw call.error(at: LossPlot.log, "a model and \(other.value.type.described) do not go into one chart")
    }
    let isOpen = if case .family(let family)? = value { family.isOpen } else { false }
    if let value, !isOpen, let names = call.elements(LossPlot.names), names.count != value.members.count {
      throw call.error(
        at: LossPlot.names, "\(countText(names.count, "name")) cannot name \(countText(value.members.count, "model"))")
    }
    let names = try call[ifGiven: LossPlot.names]
    var curves: [Curve] = []
    for (place, member) in try call[LossPlot.log].enumerated() {
      guard let model = member.value.model else { continue }
      guard model.epochs == 0, let shares = model.varianceShares else {
        throw call.error(
          at: LossPlot.log,
          model.varianceShares == nil
            ? "what each number of this model's code holds is not known: no `pca` of this session made it"
            : "a training has changed this model: its numbers are principal components no longer",
          expected: "what `pca` gives, or a log of `train`")
      }
      let name = names?[place] ?? member.index?.description
      curves.append(Curve(name: name, shares: shares, sizes: [shares.count]))
    }
    self.curves = Self.joined(curves, keepsAll: names != nil)
  }

  /// Those of one fit as one curve, the longest, which is marked where the others end.
  private static func joined(_ curves: [Curve], keepsAll: Bool) -> [Curve] {
    guard !keepsAll, let longest = curves.max(by: { $0.shares.count < $1.shares.count }), curves.count > 1,
      curves.allSatisfy({ longest.shares.starts(with: $0.shares) })
    else { return curves }
    return [Curve(name: nil, shares: longest.shares, sizes: curves.map(\.shares.count).sorted())]
  }

  /// The chart: the part of the variance over the length of the code.
  func chart(title: String?) -> LineChart {
    var lines: [Line] = []
    let isAlone = curves.count == 1
    for (color, curve) in curves.enumerated() {
      let places = (0...curve.shares.count).map(Double.init)
      lines.append(
        Line(name: isAlone ? nil : curve.name, x: places, y: [0] + curve.shares, colorIndex: color))
      if isAlone, curve.sizes.count > 1 {
        lines.append(
          Line(
            name: "fitted: " + curve.sizes.map { countText($0) }.joined(separator: ", "),
            x: curve.sizes.map(Double.init), y: curve.sizes.map { curve.shares[$0 - 1] }, colorIndex: color,
            stroke: .none, marker: .circle))
      }
      for (place, level) in Self.levels.enumerated() {
        guard let reached = curve.shares.firstIndex(where: { $0 >= level }) else { continue }
        lines.append(
          Line(
            name: isAlone ? "\(percentText(level)) in \(countText(reached + 1, "number"))" : nil,
            x: [Double(reached + 1)], y: [curve.shares[reached]], colorIndex: isAlone ? place + 1 : color,
            stroke: .none, marker: .ring))
      }
    }
    return LineChart(
      title: title, horizontal: Axis(label: "numbers in the code", isWhole: true),
      vertical: Axis(label: "part of the variance held", limits: 0...1.02), lines: lines)
  }
}
