#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps a terminal from writing what is typed while a command runs: `^C` would break the bar of a training in two, and
/// a line that is typed ahead shows at the next prompt, where it is edited.
///
/// A terminal that is left so shows nothing that is typed any more, so that the modes it had are to be restored.
struct TerminalEcho: Sendable {
  private let descriptor: Int32
  private let modes: termios?

  /// Takes the echo from a terminal; does nothing where there is none.
  init(offAt descriptor: Int32) {
    self.descriptor = descriptor
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else {
      self.modes = nil
      return
    }
    self.modes = modes
    takeAgain()
  }

  /// Takes the echo once more.
  func takeAgain() {
    guard var modes else { return }
    modes.c_lflag &= ~tcflag_t(ECHO | ECHOCTL)
    tcsetattr(descriptor, TCSADRAIN, &modes)
  }

  /// Gives the terminal the modes that it had.
  func restore() {
    guard var modes else { return }
    tcsetattr(descriptor, TCSANOW, &modes)
  }
}
