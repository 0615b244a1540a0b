/// The time of one pass over a batch, and what that comes to.
public struct Pass: Codable, Hashable, Sendable {
  /// The shortest time, in seconds.
  public var bestSeconds: Double
  /// The median time, in seconds.
  public var medianSeconds: Double
  /// How many times were measured.
  public var repetitions: Int
  /// Operations of the direct algorithm a second, in the shortest time; nil for what is not counted in operations.
  public var gigaflops: Double?
  /// ``gigaflops`` as a fraction of the measured peak; nil where no peak was measured.
  public var fractionOfPeak: Double?

  /// A pass of so many operations, or of none that are counted.
  ///
  /// - Parameter peak: What the threads can do, in GFLOP/s.
  public init(_ samples: Samples, operations: Int, peak: Double?) {
    self.init(
      bestSeconds: samples.best, medianSeconds: samples.median, repetitions: samples.seconds.count,
      operations: operations, peak: peak)
  }

  /// A pass whose times are known.
  init(bestSeconds: Double, medianSeconds: Double, repetitions: Int, operations: Int, peak: Double?) {
    self.bestSeconds = bestSeconds
    self.medianSeconds = medianSeconds
    self.repetitions = repetitions
    gigaflops = operations > 0 && bestSeconds > 0 ? Double(operations) / bestSeconds / 1e9 : nil
    fractionOfPeak = gigaflops.flatMap { rate in peak.map { rate / $0 } }
  }

  private enum CodingKeys: String, CodingKey {
    case bestSeconds = "best_seconds"
    case medianSeconds = "median_seconds"
    case repetitions
    case gigaflops
    case fractionOfPeak = "fraction_of_peak"
  }
}
