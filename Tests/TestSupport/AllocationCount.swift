internal import CountingMalloc
internal import Foundation
internal import Synchronization
public import TensorMath

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What the calling thread and the threads of a team have allocated since the count began, whatever other threads of
/// the tests do meanwhile.
///
/// One count at a time: another one waits until this one is let go of, by the thread that made it.
public final class AllocationCount {
  private static let gate = NSLock()
  private let team: ThreadTeam
  private let allocationsBefore: Int
  private let bytesBefore: Int

  /// Whether allocations can be counted with this C library.
  public static var isPossible: Bool { counting_malloc_is_in_place() == 1 }

  /// Watches the calling thread and `team`, which nobody else uses meanwhile.
  public init(on team: ThreadTeam) {
    Self.gate.lock()
    self.team = team
    Self.watch(team, true)
    allocationsBefore = counting_malloc_allocations()
    bytesBefore = counting_malloc_bytes()
  }

  deinit {
    Self.watch(team, false)
    Self.gate.unlock()
  }

  /// Allocations so far.
  public var allocations: Int { counting_malloc_allocations() - allocationsBefore }

  /// Bytes allocated so far and not given back.
  public var bytes: Int { counting_malloc_bytes() - bytesBefore }

  private static func watch(_ team: ThreadTeam, _ isWatched: Bool) {
    // Every task waits for all the others to have begun, so that each thread gets one.
    let begun = Atomic<Int>(0)
    team.run(team.threads) { _ in
      counting_malloc_watch_this_thread(isWatched ? 1 : 0)
      begun.wrappingAdd(1, ordering: .acquiringAndReleasing)
      while begun.load(ordering: .acquiring) < team.threads { sched_yield() }
    }
  }
}
