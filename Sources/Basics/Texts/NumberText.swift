/// A number as a reader expects it: whole numbers without a point, others with as few digits as tell them from
/// their neighbours in single precision.
package func numberText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
  return significant(number, digits: 7)
}

/// A number as people read it: as it is where seven digits say it exactly, and in four where it was measured or computed,
/// without losing any before the point.
package func readableText(_ number: Double) -> String {
  let text = numberText(number)
  guard number.isFinite, Double(text) != number else { return text }
  return number.magnitude >= 1000 && number.magnitude < 1e15
    ? fixed(number, decimals: 0) : significant(number, digits: 4)
}

/// A count with separators between the thousands, as in `50,000`.
package func countText(_ count: Int) -> String { (count < 0 ? "-" : "") + grouped(String(count.magnitude)) }

/// Digits with separators between the thousands.
private func grouped(_ digits: String) -> String {
  var groups: [Substring] = []
  var rest = Substring(digits)
  while rest.count > 3 {
    groups.append(rest.suffix(3))
    rest = rest.dropLast(3)
  }
  groups.append(rest)
  return groups.reversed().joined(separator: ",")
}

/// Bytes in the unit that keeps the number short: `1.2 GB`.
package func byteText(_ bytes: Int) -> String {
  let units = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1000, unit < units.count - 1 {
    value /= 1000
    unit += 1
  }
  return "\(unit == 0 ? String(bytes) : fixed(value, decimals: value < 10 ? 1 : 0)) \(units[unit])"
}

/// A count of things, in the singular where there is one: `1 image`, `10 images`.
package func countText(_ count: Int, _ thing: String, plural: String? = nil) -> String {
  "\(countText(count)) \(count == 1 ? thing : plural ?? thing + "s")"
}

/// From how many digits on the thousands of a number are set apart.
package enum ThousandsSeparation: Sendable {
  /// Never: `12345.6`.
  case never
  /// From four digits on: `1,234.5`.
  case always
  /// From five digits on, so that years and the like stay whole: `1234.5`, `12,345.6`.
  case fromFiveDigits
}

/// A number with so many decimals, rounded to nearest; with fewer where a number that large has none.
package func fixed(_ number: Double, decimals: Int, thousands: ThousandsSeparation = .never) -> String {
  guard number.isFinite else { return numberText(number) }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (number.magnitude * scale).rounded()
  guard scaled < 9e15 else {
    return decimals > 0
      ? fixed(number, decimals: decimals - 1, thousands: thousands) : significant(number, digits: 15)
  }
  let digits = String(Int(scaled))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = number < 0 && scaled > 0 ? "-" : ""
  var whole = String(padded.dropLast(decimals))
  if thousands == .always || (thousands == .fromFiveDigits && whole.count > 4) { whole = grouped(whole) }
  return sign + whole + (decimals == 0 ? "" : "." + padded.suffix(decimals))
}

/// A measured number with so many decimals where these tell numbers apart: below a thousandth it has four digits, and from a
/// million on seven.
package func measureText(_ number: Double, decimals: Int) -> String {
  if number != 0, number.magnitude < 0.001 { return significant(number, digits: 4) }
  return number.magnitude < 1e6 ? fixed(number, decimals: decimals) : significant(number, digits: 7)
}

/// A number rounded to so many significant digits, trailing zeros dropped, with an exponent where it is far from one.
package func significant(_ number: Double, digits: Int) -> String {
  guard number.isFinite, number != 0 else { return numberText(number) }
  var exponent = 0
  var mantissa = number.magnitude
  while mantissa >= 10 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 1 {
    mantissa *= 10
    exponent -= 1
  }
  // What rounds up to ten is one of the next power.
  if fixed(mantissa, decimals: digits - 1).hasPrefix("10") {
    mantissa = 1
    exponent += 1
  }
  if (-5..<digits).contains(exponent) {
    return withoutTrailingZeros(fixed(number, decimals: max(0, digits - 1 - exponent)))
  }
  return (number < 0 ? "-" : "") + withoutTrailingZeros(fixed(mantissa, decimals: digits - 1)) + "e\(exponent)"
}

/// A part of a whole in whole per cent, with a decimal where there is less than ten.
package func percentText(_ part: Double) -> String {
  part < 0.0995 ? "\(significant(part * 100, digits: 2))%" : "\(Int((part * 100).rounded()))%"
}

private func withoutTrailingZeros(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var kept = Substring(text)
  while kept.last == "0" { kept = kept.dropLast() }
  if kept.last == "." { kept = kept.dropLast() }
  return String(kept)
}
