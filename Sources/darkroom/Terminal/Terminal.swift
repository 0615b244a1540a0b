import CPlatform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One of the program's two output streams, and what it can do.
struct Terminal {
  /// The file descriptor: 1 or 2.
  let descriptor: Int32
  /// Whether a person is looking at it.
  let isInteractive: Bool
  /// Whether to use colours on it.
  let usesColor: Bool

  /// Looks at a file descriptor.
  init(descriptor: Int32, allowsColor: Bool) {
    self.descriptor = descriptor
    isInteractive = isatty(descriptor) == 1
    usesColor = isInteractive && allowsColor
  }

  /// Columns of text that fit on a line; 80 where that cannot be told.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes some text, all of it; a reader that has gone away is no error here.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        written += count
      }
    }
  }
}
