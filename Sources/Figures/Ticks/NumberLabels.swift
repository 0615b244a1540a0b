import Basics

/// Numbers as they stand beside axes: true minus signs, as many decimals as the steps need, powers of ten written as
/// such.
package enum NumberLabels {
  /// Labels for equally spaced `values`, all with the same number of decimals.
  package static func aligned(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(\.magnitude).max() ?? 0
    guard largest > 0, step > 0 else { return values.map { fixed($0, decimals: 0) } }
    let exponent = Int(NumberRange.log10(largest).rounded(.down))
    if exponent >= 7 || exponent <= -5 {
      let places = min(decimals(of: values, step: step, byPowerOfTen: -exponent), 12)
      return values.map { value in
        value == 0
          ? "0" : fixed(NumberRange.scaled(value, byPowerOfTen: -exponent), decimals: places) + power(exponent)
      }
    }
    let places = min(decimals(of: values, step: step, byPowerOfTen: 0), 15)
    return values.map { fixed($0, decimals: places) }
  }

  /// Labels for the marks of a logarithmic axis, all written alike: plainly where that is short, else as powers.
  package static func logarithmic(_ values: [Double]) -> [String] {
    let isPlain = values.allSatisfy { $0 >= 0.9999e-4 && $0 < 1e6 }
    return values.map { value in
      let exponent = Int((NumberRange.log10(value) + 1e-9).rounded(.down))
      let multiple = NumberRange.scaled(value, byPowerOfTen: -exponent).rounded()
      if isPlain { return fixed(value, decimals: max(0, -exponent)) }
      let name = "10" + superscript(exponent)
      return multiple == 1 ? name : "\(Int(multiple))×\(name)"
    }
  }

  /// Labels for numbers in no regular order, all with as many decimals as the one that has most; very large and very
  /// small ones to about three digits, and so where they are too far apart for the decimals of one to be those of all.
  package static func plain(_ values: [Double]) -> [String] {
    let magnitudes = values.map(\.magnitude).filter { $0 > 0 }
    guard magnitudes.allSatisfy({ $0 >= 1e-4 && $0 < 1e7 }) else { return values.map { short($0) } }
    let places = min(magnitudes.map(decimals).max() ?? 0, 6)
    let areApart = (magnitudes.max() ?? 1) > 100 * (magnitudes.min() ?? 1)
    if areApart, places > 3 { return values.map { short($0) } }
    return values.map { fixed($0, decimals: places) }
  }

  /// `value` with exactly `decimals` digits after the point; thousands are set apart from five digits on.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    let text = Basics.fixed(value, decimals: decimals, thousands: .fromFiveDigits)
    return text.first == "-" ? "−" + text.dropFirst() : text
  }

  /// `value` to about three digits, or so many, for running text.
  package static func short(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let exponent = Int(NumberRange.log10(value.magnitude).rounded(.down))
    if exponent >= 7 || exponent <= -5 {
      return fixed(NumberRange.scaled(value, byPowerOfTen: -exponent), decimals: digits - 1) + power(exponent)
    }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// How many decimals equally spaced values have: those of the step, and more where they begin between its multiples,
  /// as 0.175 and 0.225 do.
  private static func decimals(of values: [Double], step: Double, byPowerOfTen exponent: Int) -> Int {
    let places = decimals(of: NumberRange.scaled(step, byPowerOfTen: exponent))
    let scaled = values.map { NumberRange.scaled($0.magnitude, byPowerOfTen: exponent) }
    // What is left of a multiple of the step by rounding is no digit.
    let smallest = NumberRange.scaled(step, byPowerOfTen: exponent) * 1e-6
    let offset = scaled.filter { $0 > smallest }.map { decimals(of: $0, tolerance: smallest) }.max() ?? places
    return max(places, min(offset, places + 2))
  }

  /// How many decimals a number of at least `tolerance` has, up to twenty, give or take that much.
  private static func decimals(of value: Double, tolerance: Double) -> Int {
    for count in 0..<20 {
      let scaled = NumberRange.scaled(value, byPowerOfTen: count)
      if (scaled - scaled.rounded()).magnitude < NumberRange.scaled(tolerance, byPowerOfTen: count) { return count }
    }
    return 20
  }

  /// How many decimals `step` has, up to twenty.
  private static func decimals(of step: Double) -> Int {
    for count in 0..<20 {
      let scaled = NumberRange.scaled(step, byPowerOfTen: count)
      if scaled >= 0.5, (scaled - scaled.rounded()).magnitude < 1e-6 * scaled { return count }
    }
    return 20
  }

  private static func power(_ exponent: Int) -> String { "×10" + superscript(exponent) }

  private static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(
      String(number).map { character in
        character.wholeNumberValue.map { raised[$0] } ?? "⁻"
      })
  }
}
