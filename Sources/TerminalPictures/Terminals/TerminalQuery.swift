import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks a terminal what it can do.
public enum TerminalQuery {
  /// Writes the questions and reads until the last one is answered, or until the time is over.
  ///
  /// What was typed meanwhile belongs to none of the answers and is handed back. The terminal is in the mode it was in
  /// afterwards. Nothing is asked, and nil comes back, where a descriptor is no terminal or the program is not in its
  /// foreground. A terminal of the kinds `linux`, `dumb` and the like draws no pictures and need not be asked.
  public static func ask(
    input: Int32 = 0, output: Int32 = 1, milliseconds: Int = 200
  ) -> (answers: TerminalAnswers, leftOver: [UInt8])? {
    guard isatty(input) == 1, isatty(output) == 1 else { return nil }
    let foreground = tcgetpgrp(input)
    guard foreground < 0 || foreground == getpgrp() else { return nil }
    var before = termios()
    guard tcgetattr(input, &before) == 0 else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(input, TCSANOW, &raw) == 0 else { return nil }
    defer { tcsetattr(input, TCSANOW, &before) }
    guard (try? Descriptor.write(TerminalAnswers.request.utf8, to: output)) != nil else { return nil }

    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(max(0, milliseconds))
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1024)
    while !TerminalAnswers.parse(bytes).isComplete {
      let left = (end - clock.now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      guard milliseconds > 0 else { break }
      var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, Int32(clamping: milliseconds))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { break }
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    let (answers, _, leftOver) = TerminalAnswers.parse(bytes)
    return (answers, leftOver)
  }
}
