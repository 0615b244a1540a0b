import Synchronization
import Training

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C: the first one asks the training under way to stop at the next batch, a second one leaves.
///
/// The signal is blocked before the first thread starts, so that every thread inherits that, and is taken by `sigwait`
/// on one thread of its own; nothing runs in a signal handler.
final class Interrupts: Sendable {
  private let flag: Mutex<StopFlag>
  private let idle = Atomic<Bool>(false)
  private let restoring = Mutex<@Sendable () -> Void>({})

  /// Blocks the signal; to be called before any thread is started.
  static func block() {
    var signals = signalSet()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Lets the signal end the program at once, for commands that have nothing to keep.
  static func unblock() {
    var signals = signalSet()
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Turns Ctrl-C into a request to stop.
  init(stopping flag: StopFlag) { self.flag = Mutex(flag) }

  /// Has Ctrl-C stop something else from now on, which runs next.
  func turn(to flag: StopFlag) { self.flag.withLock { $0 = flag } }

  /// Whether nothing runs that could be stopped: at a prompt, Ctrl-C does no more than clear the line.
  var isIdle: Bool {
    get { idle.load(ordering: .acquiring) }
    set { idle.store(newValue, ordering: .releasing) }
  }

  /// Starts the thread that waits for the signal, one for the whole program, as any of several might get it; it does what
  /// is to be done before the program leaves by it.
  func start(beforeLeaving restore: @escaping @Sendable () -> Void = {}) {
    restoring.withLock { $0 = restore }
    let context = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Interrupts>.fromOpaque(context).takeRetainedValue().wait() }
        return nil
      }, context)
    pthread_detach(thread)
  }

  private func wait() {
    var signals = Self.signalSet()
    var signal: Int32 = 0
    while sigwait(&signals, &signal) == 0 {
      guard !isIdle else { continue }
      let flag = flag.withLock { $0 }
      if flag.isSet {
        restoring.withLock { $0() }
        _exit(130)
      }
      flag.set()
    }
  }

  private static func signalSet() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    return signals
  }
}
