import Basics
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C, SIGTERM and SIGHUP: the first one is answered at once, and stops what runs.
///
/// A second Ctrl-C leaves a script. It leaves no prompt, however often it is pressed, and does no more than clear the line
/// where nothing runs. What asks the program to end leaves a prompt once that has stopped, or at once where nothing runs.
final class Interrupts: Sendable {
  /// Which signals are taken; they are to be blocked before any thread is started.
  static let signals = [SIGINT] + Signals.endings

  private struct State {
    var isIdle = false
    /// What asked the program to end.
    var ending: Int32?
  }

  private let stop: StopFlag
  private let isPrompt: Bool
  private let state = Mutex(State())

  /// Turns signals into requests to stop.
  init(stopping stop: StopFlag, isPrompt: Bool = false) { (self.stop, self.isPrompt) = (stop, isPrompt) }

  /// Nothing runs from here on that could be stopped, and what was asked for is done.
  func rest() {
    state.withLock { state in
      state.isIdle = true
      stop.clear()
    }
  }

  /// Something runs from here on.
  func work() { state.withLock { $0.isIdle = false } }

  /// The signal by which the program is to end; nil where none asked for that, or Ctrl-C alone.
  var ending: Int32? { state.withLock { $0.ending } }

  /// Waits for the signals from here on. It announces what a signal does, and does what is to be done before the program
  /// leaves by it.
  func start(
    beforeLeaving restore: @escaping @Sendable () -> Void = {},
    announcing announce: @escaping @Sendable (String) -> Void
  ) {
    Signals.wait(for: Self.signals) { [self] signal in
      state.withLock { state in
        let isEnding = signal != SIGINT
        // At a prompt Ctrl-C was read as a character, or nobody is there to press it.
        if state.isIdle, !isEnding { return }
        let isAsked = stop.isSet && (isEnding ? state.ending != nil || !isPrompt : !isPrompt)
        if isAsked || state.isIdle {
          restore()
          _exit(128 + signal)
        }
        let again = isPrompt || isEnding ? "" : "; Ctrl-C again leaves at once"
        announce(
          stop.isSet
            ? "still stopping\(isEnding ? "" : "; the session stays")"
            : "stopping; what is trained stays\(again)")
        if isEnding { state.ending = signal }
        stop.set()
      }
    }
  }
}
