#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Wakes a thread that waits: a pipe, so that it can wait for sockets at the same time.
package final class WakeUp: Sendable {
  /// Where the waiting thread looks: it can be read from once the call came.
  let descriptor: Int32
  private let calling: Int32

  /// Makes the pipe; nil where the system has no more of them.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (descriptor, calling) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(descriptor)
    close(calling)
  }

  /// Wakes whoever waits, now or later.
  package func call() {
    // A pipe that is full has woken its reader already.
    var byte: UInt8 = 1
    _ = write(calling, &byte, 1)
  }

  /// Forgets the calls so far.
  package func forget() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }

  /// Waits for a call, and forgets it; a limit is in seconds.
  package func wait(atMost limit: Double? = nil) {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let milliseconds = limit.map { Int32(max(0, min($0, 1e6)) * 1000) } ?? -1
    while poll(&waiting, 1, milliseconds) < 0, errno == EINTR {}
    forget()
  }
}
