#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Has a terminal show what is typed, line by line, for as long as it is read without being edited.
struct TypedEcho {
  private let descriptor: Int32
  private var before = termios()

  /// Nil where the descriptor is no terminal.
  init?(_ descriptor: Int32) {
    self.descriptor = descriptor
    guard tcgetattr(descriptor, &before) == 0 else { return nil }
    var modes = before
    modes.c_lflag |= tcflag_t(ECHO | ICANON)
    tcsetattr(descriptor, TCSANOW, &modes)
  }

  func restore() {
    var modes = before
    tcsetattr(descriptor, TCSANOW, &modes)
  }
}
