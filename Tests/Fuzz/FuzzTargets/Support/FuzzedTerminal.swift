import Foundation
import Synchronization

/// A terminal of this process's own, which shows nothing, and ends what waits for more keys.
final class FuzzedTerminal: Sendable {
  /// The terminal; nil where the system has none left.
  static let shared = FuzzedTerminal()

  /// Keys that end whatever is under way: what is pasted, a search, an entry, the prompt.
  static let ending = Array("\u{1B}[201~\u{7}\r\u{3}\u{3}\u{4}".utf8)

  private let main: Int32
  private let side: Int32
  private let isInUse = Mutex(false)
  private let turn = Mutex(())
  /// What characters beyond ASCII need; it holds for the thread that uses the terminal alone.
  private nonisolated(unsafe) let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

  private init?() {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // Unlocked, and named: the C library's functions for it cannot be called from Swift.
    var (lock, number): (Int32, Int32) = (0, 0)
    guard main >= 0, ioctl(main, 0x4004_5431, &lock) == 0, ioctl(main, 0x8004_5430, &number) == 0 else { return nil }
    side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard side >= 0 else { return nil }
    Thread.detachNewThread { [self] in watch() }
  }

  /// Takes what is shown, and types the ending wherever nothing is shown for a while.
  private func watch() -> Never {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var request = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 50) > 0 {
        _ = read(main, &chunk, chunk.count)
      } else if isInUse.withLock({ $0 }) {
        _ = write(main, Self.ending, Self.ending.count)
      }
    }
  }

  /// Hands out the terminal; callers on several threads wait for each other.
  func use(_ body: (_ descriptor: Int32) -> Void) {
    turn.withLock { _ in
      let others = uselocale(locale)
      defer { uselocale(others) }
      isInUse.withLock { $0 = true }
      body(side)
      isInUse.withLock { $0 = false }
      tcflush(side, TCIFLUSH)
    }
  }
}
