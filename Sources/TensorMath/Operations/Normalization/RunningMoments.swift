/// The mean and the variance that batches had so far, a number a channel, by which batch normalisation evaluates.
public struct RunningMoments: Sendable {
  /// The means, 0 at first.
  public let mean: FloatSlice
  /// The unbiased variances, 1 at first.
  public let variance: FloatSlice
  /// One number: the batches that have come by, exact up to 2²⁴.
  public let batches: FloatSlice

  /// Values that the caller keeps.
  public init(mean: FloatSlice, variance: FloatSlice, batches: FloatSlice) {
    self.mean = mean
    self.variance = variance
    self.batches = batches
  }

  /// Stops unless they are those of so many channels.
  func check(_ channels: Int) {
    mean.check(channels)
    variance.check(channels)
    batches.check(1)
  }

  /// Counts a batch, and gives the share that it has in the new values.
  func countBatch(momentum: Double?) -> Double {
    batches[0] += 1
    return momentum ?? 1 / Double(batches[0])
  }

  /// Takes in a channel's values in a batch.
  func update(_ channel: Int, mean newMean: Double, variance newVariance: Double, share: Double) {
    mean[channel] = Float((1 - share) * Double(mean[channel]) + share * newMean)
    variance[channel] = Float((1 - share) * Double(variance[channel]) + share * newVariance)
  }
}
