import Basics

/// Parts of the sentences that say what there is to see in a figure.
enum SummaryText {
  /// A count with its noun, `1 line` or `3 lines`.
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `: a, b and c` of the names that there are; empty where there is none, and cut off after a dozen.
  static func names(_ names: some Sequence<String?>) -> String {
    let named = names.compactMap(\.self).filter { !$0.isEmpty }
    if named.isEmpty { return "" }
    if named.count > 12 { return ": " + named.prefix(12).joined(separator: ", ") + " and others" }
    return ": " + allOf(named)
  }

  /// `loss from 0.02 to 0.3`: what an axis shows and the finite numbers on it; without numbers its name alone.
  static func extent(_ label: String?, _ values: some Sequence<Double>, otherwise: String) -> String {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    let name = label ?? otherwise
    if low == high { return "\(name) of \(number(low))" }
    return low <= high ? "\(name) from \(number(low)) to \(number(high))" : name
  }

  /// Three digits of a number, a decimal without zeros at its end.
  private static func number(_ value: Double) -> String {
    var text = NumberLabels.short(value)
    guard text.contains("."), text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" || $0 == "−" }) else {
      return text
    }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
