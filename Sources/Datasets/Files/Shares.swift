import Basics
import Dispatch
import Synchronization

/// Where a large number of things is worked on by several threads.
enum Shares {
  /// Calls `body` with each number below `count`, taken one after the other by so many threads; throws what was thrown
  /// first, and `Interrupted` where it is stopped.
  static func each(
    _ count: Int, threads: Int, unless stop: StopFlag, _ body: @Sendable (Int) throws -> Void
  ) throws {
    let next = SharedCount()
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while !stop.isSet, let index = next.take(below: count) {
        do { try body(index) } catch { next.fail(error) }
      }
    }
    try stop.check()
    if let failure = next.failure { throw failure }
  }
}

/// A number that threads count up together, and the first of their errors.
private final class SharedCount: Sendable {
  private let state = Mutex<(next: Int, failure: (any Error)?)>((0, nil))

  func take(below count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count, state.failure == nil else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func fail(_ error: any Error) { state.withLock { if $0.failure == nil { $0.failure = error } } }

  var failure: (any Error)? { state.withLock { $0.failure } }
}
