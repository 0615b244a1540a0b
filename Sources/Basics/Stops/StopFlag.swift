internal import Synchronization

/// A request to stop, which may be made from any thread.
///
/// Whoever works for long is given one and asks it between two pieces of the work: batches, files, rows, frames.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A flag that is not set.
  public init() {}

  /// Whether a stop was asked for.
  public var isSet: Bool { flag.load(ordering: .acquiring) }

  /// Asks for a stop.
  public func set() { flag.store(true, ordering: .releasing) }

  /// Takes the request back, so that what comes next can run.
  public func clear() { flag.store(false, ordering: .releasing) }

  /// Throws ``Interrupted`` where a stop was asked for.
  public func check() throws(Interrupted) {
    if isSet { throw Interrupted() }
  }
}

/// Work was stopped before its end, as it was asked to, and what it was making is thrown away.
public struct Interrupted: Error, Hashable, CustomStringConvertible {
  /// An interruption.
  public init() {}

  /// The error in words.
  public var description: String { "interrupted" }
}
