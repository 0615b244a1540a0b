package import Basics
import Synchronization

/// What other threads ask of the one that runs cells: to stop the cell under way, or to leave altogether.
package final class StopRequests: Sendable {
  private struct State {
    var isRunning = false
    var isLeaving = false
  }

  /// What stops the cell under way.
  package let flag: StopFlag
  /// Wakes the thread when it is to leave.
  package let wakeUp: WakeUp
  private let state = Mutex(State())

  /// Begins with nothing asked for.
  package init(flag: StopFlag, wakeUp: WakeUp) {
    self.flag = flag
    self.wakeUp = wakeUp
  }

  /// A cell begins to run; false where none may any more.
  package func begin() -> Bool {
    state.withLock { state in
      guard !state.isLeaving else { return false }
      state.isRunning = true
      flag.clear()
      return true
    }
  }

  /// The cell is over.
  package func end() {
    state.withLock { state in
      state.isRunning = false
      flag.clear()
    }
  }

  /// Asks for the end of the cell under way; where none runs, there is nothing to stop.
  package func interrupt() {
    state.withLock { state in
      if state.isRunning { flag.set() }
    }
  }

  /// Asks for the end of the cell under way, and of the kernel.
  package func leave() {
    state.withLock { state in
      state.isLeaving = true
      if state.isRunning { flag.set() }
    }
    wakeUp.call()
  }

  /// Whether the kernel is to end.
  package var isLeaving: Bool { state.withLock { $0.isLeaving } }
}
