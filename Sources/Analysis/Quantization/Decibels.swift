#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Errors as ratios, in decibels.
public enum Decibels {
  /// The peak signal-to-noise ratio, 10 log₁₀(range² / mse); infinite where there is no error.
  public static func peakSignalToNoise(squaredError: Double, range: Double) -> Double {
    10 * log10(range * range / squaredError)
  }
}
