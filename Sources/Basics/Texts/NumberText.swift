/// A number as a reader expects it: whole numbers without a point, others with as few digits as tell them from
/// their neighbours in single precision.
package func numberText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
  return significant(number, digits: 7)
}

/// A count with separators between the thousands, as in `50,000`.
package func countText(_ count: Int) -> String {
  var groups: [Substring] = []
  var rest = Substring(String(count.magnitude))
  while rest.count > 3 {
    groups.append(rest.suffix(3))
    rest = rest.dropLast(3)
  }
  groups.append(rest)
  return (count < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
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

/// A number with so many decimals, rounded to nearest.
package func fixed(_ number: Double, decimals: Int) -> String {
  guard number.isFinite else { return numberText(number) }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (number.magnitude * scale).rounded()
  guard scaled < 9e15 else { return "\(number)" }
  let digits = String(Int(scaled))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = number < 0 && scaled > 0 ? "-" : ""
  if decimals == 0 { return sign + padded }
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
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
  if (-5..<digits).contains(exponent) {
    return withoutTrailingZeros(fixed(number, decimals: max(0, digits - 1 - exponent)))
  }
  return (number < 0 ? "-" : "") + withoutTrailingZeros(fixed(mantissa, decimals: digits - 1)) + "e\(exponent)"
}

private func withoutTrailingZeros(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var kept = Substring(text)
  while kept.last == "0" { kept = kept.dropLast() }
  if kept.last == "." { kept = kept.dropLast() }
  return String(kept)
}

/// A time in the unit that suits it: `12.3 ms`, `4.21 s`, `2 min 5 s`.
package func secondsText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "\(numberText(seconds)) s" }
  if seconds < 1 { return "\(significant(1000 * max(0, seconds), digits: 3)) ms" }
  if seconds < 100 { return "\(significant(seconds, digits: 3)) s" }
  let whole = Int(seconds.rounded())
  return "\(countText(whole / 60)) min \(whole % 60) s"
}
