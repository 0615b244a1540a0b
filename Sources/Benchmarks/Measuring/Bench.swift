public import TensorMath

/// What all measurements of a run share.
public struct Bench {
  /// Threads that compute.
  public var threads: Int
  /// Whether convolutions use the direct algorithm alone.
  public var exact: Bool
  /// The kernels that run; the processor's best if nil.
  public var instructions: InstructionSet?
  /// How repetitions are made.
  public var sampling: Sampling
  /// The bytes that a network may take; nil for no limit.
  public var memoryLimit: Int?
  /// Looks at the memory that the process takes.
  public var memory: MemoryGauge

  /// The conditions of a run.
  public init(
    threads: Int, exact: Bool = false, instructions: InstructionSet? = nil, sampling: Sampling, memoryLimit: Int? = nil,
    memory: MemoryGauge = .none
  ) {
    precondition(threads >= 1, "A team has one thread at least.")
    self.threads = threads
    self.exact = exact
    self.instructions = instructions
    self.sampling = sampling
    self.memoryLimit = memoryLimit
    self.memory = memory
  }

  /// Where a measurement computes: on all threads, unless it is told otherwise.
  func compute(threads: Int? = nil) -> ComputeContext {
    ComputeContext(threads: threads ?? self.threads, exact: exact, instructions: instructions)
  }
}

/// Looks at the memory that the process takes; passed in, since libraries do not ask the system.
public struct MemoryGauge: Sendable {
  /// Forgets the peak up to now.
  public let reset: @Sendable () -> Void
  /// The most bytes resident since then; nil where that cannot be told.
  public let peak: @Sendable () -> Int?

  /// A gauge of two functions.
  public init(reset: @escaping @Sendable () -> Void, peak: @escaping @Sendable () -> Int?) {
    self.reset = reset
    self.peak = peak
  }

  /// A gauge that can tell nothing.
  public static let none = MemoryGauge(reset: {}, peak: { nil })
}
