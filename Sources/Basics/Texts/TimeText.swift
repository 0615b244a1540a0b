#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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

/// How long something took or takes, in words: `4.21 s`, `1 min 2 s`, `2 h 5 min`.
package func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, (60..<1e9).contains(seconds) else { return secondsText(seconds) }
  let whole = Int(seconds.rounded())
  return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(countText(whole / 3600)) h \(whole / 60 % 60) min"
}

/// The seconds that a length of time stands for, a number and a unit: `500ms`, `30s`, `5m`, `1h`, `30d`; nil for none.
package func seconds(of text: String) -> Double? {
  let units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)]
  guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
    let number = Double(text.dropLast(unit.count)), number.isFinite, number > 0
  else { return nil }
  return number * factor
}

/// A day, where the program runs, of a time in seconds since 1970: `2026-11-27`.
package func dayText(_ time: Double) -> String {
  var seconds = time_t(clamping: Int(min(max(time, 0), 1e12)))
  var parts = tm()
  guard localtime_r(&seconds, &parts) != nil else { return "?" }
  let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
  return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
}
