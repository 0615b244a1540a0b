internal import TensorMath

/// The most multiplications and additions that the processor does, measured: the ceiling of direct convolution.
public struct Peak: Codable, Hashable, Sendable {
  /// The build of the kernels that was measured: `avx2` or `avx512`.
  public var instructions: String
  /// Threads of ``allThreads``.
  public var threads: Int
  /// What one thread does alone, in GFLOP/s.
  public var oneThread: Double
  /// What all threads do together, in GFLOP/s.
  public var allThreads: Double

  /// A peak as it was measured.
  public init(instructions: String, threads: Int, oneThread: Double, allThreads: Double) {
    self.instructions = instructions
    self.threads = threads
    self.oneThread = oneThread
    self.allThreads = allThreads
  }

  /// What so many threads do together at most, in GFLOP/s.
  func rate(threads count: Int) -> Double {
    count >= threads ? allThreads : min(Double(count) * oneThread, allThreads)
  }

  private enum CodingKeys: String, CodingKey {
    case instructions
    case threads
    case oneThread = "one_thread_gigaflops"
    case allThreads = "all_threads_gigaflops"
  }
}

extension Bench {
  /// Measures the peak of one thread and of all of them, by turns.
  public func measurePeak() -> Peak {
    let alone = compute(threads: 1)
    let all = compute()
    // Tasks of some ten microseconds, many for each thread, so that one that starts late costs little.
    let tasks = 64
    var works: [MultiplyAddPeak.Work?] = [nil, nil]
    let samples = sampling.measure([
      { works[0] = MultiplyAddPeak.run(tasks: tasks, compute: alone) },
      { works[1] = MultiplyAddPeak.run(tasks: tasks * threads, compute: all) },
    ])
    let rates = zip(works, samples).map { work, times in
      // The sum is asked for so that there is one.
      (work.map { $0.sum.isFinite ? Double($0.operations) : .nan } ?? .nan) / times.best / 1e9
    }
    return Peak(
      instructions: all.instructions.rawValue, threads: all.threads, oneThread: rates[0],
      allThreads: rates[1])
  }
}
