import Basics
import Options
import ScriptLanguage
import Training

/// Numbers that say how abnormal images are, the higher the more; those of a similarity have the other sign.
struct Scores {
  /// The scores, one for each image.
  let values: [Double]
  /// What was measured; nil for plain numbers.
  let metric: Metric?

  /// The scores that measures by one metric are, or a list of numbers; nil for any other value.
  init?(_ value: Value) {
    switch value {
    case .measures(let measures):
      guard let column = measures.single else { return nil }
      (values, metric) = (column.scores, column.metric)
    case .list, .range:
      let elements = value.expanded
      let numbers = elements.compactMap(\.number)
      guard numbers.count == elements.count else { return nil }
      (values, metric) = (numbers, nil)
    default: return nil
    }
  }

  /// The places of the images, the one that came out worst first; of equal ones the first in the set. What is no number is
  /// worst.
  var worstFirst: [Int] {
    let ranks = ranks
    return ranks.indices.sorted { (ranks[$1], $0) < (ranks[$0], $1) }
  }

  /// The places of the images, the one that came out best first; of equal ones the first in the set.
  var bestFirst: [Int] {
    let ranks = ranks
    return ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
  }

  private var ranks: [Double] { values.map { $0.isNaN ? .infinity : $0 } }

  /// Whether lower measures are more abnormal.
  var isSimilarity: Bool { metric?.isSimilarity ?? false }

  /// The name of what was measured; nil where only the run knows, or for plain numbers.
  static func metricName(_ value: Value) -> String? {
    guard let names = value.facts?.measures, names.count == 1 else { return nil }
    return names.first
  }

  /// Throws where a value is known to hold several measures, or a list something that is no number.
  static func check(_ value: Value, at option: any OptionDeclaring, _ call: Call) throws {
    let text = call.bound.ranges[option.declaration.name]?.text ?? ""
    if let names = value.facts?.measures, value.type == .measures, names.count > 1 {
      let order = MeasureTable.table.names.filter(names.contains)
      throw call.error(
        at: option, "these are \(countText(order.count, "measure")): \(allOf(order))",
        expected: "one of them: " + oneOf(order.map { "`(\(text).\($0))`" }))
    }
    guard [.list, .range].contains(value.type), !value.isForeseen,
      let other = value.expanded.first(where: { $0.type != .number })
    else { return }
    throw call.error(at: option, "the list holds \(other.type.described)", expected: "numbers")
  }
}
