/// A number with so many decimals, rounded to nearest, its thousands set apart.
func fixed(_ number: Double, _ decimals: Int) -> String {
  guard number.isFinite, number.magnitude < 1e12 else { return "\(number)" }
  let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  let scaled = Int((number.magnitude * Double(scale)).rounded())
  let whole = grouped(scaled / scale)
  let sign = number < 0 && scaled > 0 ? "-" : ""
  guard decimals > 0 else { return sign + whole }
  let fraction = String(scaled % scale)
  return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A count, its thousands set apart: `50,000`.
func grouped(_ count: Int) -> String {
  let digits = String(count.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return (count < 0 ? "-" : "") + text
}

/// Seconds as milliseconds, with as many decimals as three digits need.
func milliseconds(_ seconds: Double) -> String {
  let value = seconds * 1000
  return fixed(value, value < 0.1 ? 4 : value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0)
}

/// A fraction in per cent; a dash where there is none.
func percent(_ fraction: Double?) -> String { fraction.map { fixed($0 * 100, 0) } ?? "–" }
