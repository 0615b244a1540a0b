/// What a normalisation remembers of a batch for its gradient, and where it sums.
///
/// Its memory grows to the largest batch that comes by.
public final class NormalizationStatistics {
  /// What the numbers are of; nothing else may read them.
  enum Source: Equatable {
    case batch(trained: Bool)
    case groups(Int)
    case sample
  }

  private(set) var floats = FloatBuffer(count: 0)
  private(set) var doubles: UnsafeMutablePointer<Double>
  private(set) var source: Source?
  private var doubleCount = 0
  private var shape: SampleShape?
  private var count = 0

  /// Statistics of nothing yet.
  public init() { doubles = .allocate(capacity: 0) }

  deinit { doubles.deallocate() }

  /// Makes room for those of a batch.
  func begin(_ source: Source, of batch: Batch, floats floatCount: Int, doubles newCount: Int) {
    self.source = source
    shape = batch.shape
    count = batch.count
    if floats.count < floatCount { floats = FloatBuffer(count: floatCount) }
    if doubleCount < newCount {
      doubles.deallocate()
      doubles = .allocate(capacity: newCount)
      doubleCount = newCount
    }
  }

  /// Stops unless they are those of a batch of this size.
  func check(_ expected: Source, of batch: Batch) {
    let same = source == expected && shape == batch.shape && count == batch.count
    precondition(same, "The statistics are of another batch.")
  }

  /// What statistics of so many numbers take, and a thread's sums beside them.
  static func memory(floats: Int, doubles: Int, scratch: Int) -> OperationMemory {
    OperationMemory(tables: floats * 4 + doubles * 8, scratch: scratch * 4)
  }
}

/// A thread's memory, as doubles.
func asDoubles(_ scratch: MutableFloats) -> MutableDoubles {
  UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Double.self)
}
