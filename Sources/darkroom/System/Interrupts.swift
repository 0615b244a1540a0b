import Basics
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C: the first one asks the training under way to stop at the next batch, a second one leaves. A script is asked so
/// by SIGTERM and SIGHUP too.
///
/// The signal is blocked before the first thread starts, so that every thread inherits that, and is taken by `sigwait`
/// on one thread of its own; nothing runs in a signal handler.
final class Interrupts: Sendable {
  private let flag: Mutex<StopFlag>
  private let idle = Atomic<Bool>(false)
  private let restoring = Mutex<@Sendable () -> Void>({})
  private let announcing = Mutex<@Sendable (String) -> Void>({ _ in })
  private let last = Atomic<Int32>(0)

  /// What asks a program to end; a script first brings to its end what it does.
  private static let endings = [SIGTERM, SIGHUP]

  /// Blocks the signal; to be called before any thread is started.
  static func block() {
    var signals = signalSet([SIGINT])
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Blocks what asks the program to end, too; to be called before any thread is started.
  static func blockEndings() {
    var signals = signalSet(endings)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Lets the signal end the program at once, for commands that have nothing to keep.
  static func unblock() {
    var signals = signalSet([SIGINT])
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

  /// The signal that asked for a stop last, by which the program leaves; Ctrl-C's where none did.
  var signal: Int32 {
    let signal = last.load(ordering: .acquiring)
    return signal == 0 ? SIGINT : signal
  }

  /// Starts the thread that waits for the signals, one for the whole program, as any of several might get it; it announces
  /// what a signal does, and does what is to be done before the program leaves by it.
  func start(
    beforeLeaving restore: @escaping @Sendable () -> Void = {},
    announcing announce: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    restoring.withLock { $0 = restore }
    announcing.withLock { $0 = announce }
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
    var blocked = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &blocked)
    var signals = Self.signalSet(([SIGINT] + Self.endings).filter { sigismember(&blocked, $0) == 1 })
    var signal: Int32 = 0
    while sigwait(&signals, &signal) == 0 {
      guard signal != SIGINT || !isIdle else { continue }
      let flag = flag.withLock { $0 }
      if flag.isSet {
        restoring.withLock { $0() }
        _exit(128 + signal)
      }
      last.store(signal, ordering: .releasing)
      flag.set()
      let again = signal == SIGINT ? "; Ctrl-C again leaves at once" : ""
      announcing.withLock { $0("stopping after this batch: what is trained stays\(again)") }
    }
  }

  private static func signalSet(_ numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }
}
