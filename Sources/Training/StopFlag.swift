internal import Synchronization

/// A request to stop, which may be made from any thread and is heeded at the next batch.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A flag that is not set.
  public init() {}

  /// Whether a stop was asked for.
  public var isSet: Bool { flag.load(ordering: .acquiring) }

  /// Asks for a stop.
  public func set() { flag.store(true, ordering: .releasing) }

  /// Takes the request back, so that the next training can run.
  public func clear() { flag.store(false, ordering: .releasing) }
}
