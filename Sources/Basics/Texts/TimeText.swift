/// A time in the unit that suits it: `12.3 ms`, `4.21 s`, `2 min 5 s`.
package func secondsText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "\(numberText(seconds)) s" }
  if seconds < 1 { return "\(significant(1000 * max(0, seconds), digits: 3)) ms" }
  if seconds < 100 { return "\(significant(seconds, digits: 3)) s" }
  let whole = Int(seconds.rounded())
  return "\(countText(whole / 60)) min \(whole % 60) s"
}

/// Seconds as a clock shows them, in minutes or hours: `0:41`, `12:05`, `1:02:30`.
package func clockText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "?" }
  let whole = max(0, Int(seconds.rounded()))
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}
