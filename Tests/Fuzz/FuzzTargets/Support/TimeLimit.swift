import Basics
import Foundation
import Synchronization
import Training

/// Stops what heeds a flag once its time is over, as Ctrl-C does; what does not heed it is found by the fuzzer's own
/// limit, which is longer.
final class TimeLimit: Sendable {
  /// The limit of everything in this process; one thread watches over it.
  static let shared = TimeLimit()

  private static let milliseconds = 200
  private let flag = Mutex<StopFlag?>(nil)
  private let began = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let turn = Mutex(())

  private init() {
    Thread.detachNewThread { [self] in
      while true {
        began.wait()
        guard ended.wait(timeout: .now() + .milliseconds(Self.milliseconds)) == .timedOut else { continue }
        flag.withLock { $0?.set() }
        ended.wait()
      }
    }
  }

  /// Does something that a flag stops after a fifth of a second; callers on several threads wait for each other.
  func limit(_ flag: StopFlag, _ body: () -> Void) {
    turn.withLock { _ in
      self.flag.withLock { $0 = flag }
      began.signal()
      body()
      self.flag.withLock { $0 = nil }
      ended.signal()
    }
  }
}
