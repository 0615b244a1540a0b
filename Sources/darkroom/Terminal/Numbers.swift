/// A number with so many digits behind the point: `0.0234`.
func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  guard abs(value) < 1e9 else { return "\(value)" }
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + "\(scaled)" }
  let fraction = "\(scaled % scale)"
  return sign + "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// A whole number with its thousands set apart: `2,410`.
func grouped(_ value: Int) -> String {
  let digits = String(value.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return (value < 0 ? "-" : "") + text
}

/// Seconds as minutes or hours: `0:41`, `12:05`, `1:02:30`.
func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "?" }
  let whole = max(0, Int(seconds.rounded()))
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}

/// A whole number, right-aligned in so many columns.
func padded(_ value: Int, to columns: Int) -> String {
  let text = "\(value)"
  return String(repeating: " ", count: max(0, columns - text.count)) + text
}
