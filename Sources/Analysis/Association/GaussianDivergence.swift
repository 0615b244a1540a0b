#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How far a normal distribution lies from the standard one.
public enum GaussianDivergence {
  /// The Kullback–Leibler divergence ½ (μ² + σ² − ln σ² − 1) in nats, from the mean and the logarithm of the variance.
  ///
  /// Source: D. P. Kingma and M. Welling, "Auto-encoding variational Bayes" (2013), appendix B.
  public static func fromStandard(mean: Double, logVariance: Double) -> Double {
    0.5 * (mean * mean + exp(logVariance) - logVariance - 1)
  }
}
