#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Signals that are taken by a thread of their own: nothing runs in a signal handler.
enum Signals {
  /// What asks a program to end.
  static let endings = [SIGTERM, SIGHUP]

  /// Blocks signals, so that they can be waited for; to be called before any thread is started, as each inherits that.
  static func block(_ numbers: [Int32]) {
    var signals = set(numbers)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Starts the thread that waits for signals that were blocked, one for the whole program, as any of several might get
  /// them.
  static func wait(for numbers: [Int32], _ heed: @escaping @Sendable (Int32) -> Void) {
    final class Waiting: Sendable {
      let numbers: [Int32]
      let heed: @Sendable (Int32) -> Void

      init(_ numbers: [Int32], _ heed: @escaping @Sendable (Int32) -> Void) {
        (self.numbers, self.heed) = (numbers, heed)
      }
    }
    let context = Unmanaged.passRetained(Waiting(numbers, heed)).toOpaque()
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let waiting = Unmanaged<Waiting>.fromOpaque(context).takeRetainedValue()
        var signals = Signals.set(waiting.numbers)
        var signal: Int32 = 0
        while sigwait(&signals, &signal) == 0 { waiting.heed(signal) }
        return nil
      }, context)
    pthread_detach(thread)
  }

  private static func set(_ numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }
}
