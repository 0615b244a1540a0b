import Basics

/// A number with so many decimals, its thousands set apart.
func decimal(_ number: Double, _ decimals: Int) -> String { fixed(number, decimals: decimals, thousands: .always) }

/// Seconds as milliseconds, with as many decimals as three digits need.
func milliseconds(_ seconds: Double) -> String {
  let value = seconds * 1000
  return decimal(value, value < 0.1 ? 4 : value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0)
}

/// A fraction in per cent; a dash where there is none.
func percent(_ fraction: Double?) -> String { fraction.map { decimal($0 * 100, 0) } ?? "–" }
