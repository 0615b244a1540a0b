import Basics
import CPlatform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One of the program's two output streams, and what it can do.
package struct Terminal {
  /// The file descriptor: 1 or 2.
  let descriptor: Int32
  /// Whether a person is looking at it.
  let isInteractive: Bool
  /// Whether lines on it can be drawn again.
  let obeysCodes: Bool
  /// Whether to use colours on it.
  let usesColor: Bool

  /// Looks at a file descriptor.
  package init(descriptor: Int32, allowsColor: Bool) {
    self.descriptor = descriptor
    isInteractive = isatty(descriptor) == 1
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    obeysCodes = isInteractive && !["", "dumb", "emacs"].contains(kind)
    usesColor = obeysCodes && allowsColor
  }

  /// Columns of text that fit on a line; 80 where that cannot be told.
  var columns: Int { window.columns }

  /// The window's size in cells, and that of a cell in pixels where the terminal tells; 80 by 24 where it tells nothing.
  var window: (columns: Int, rows: Int, cell: (width: Int, height: Int)?) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24, nil)
    }
    let (columns, rows) = (Int(size.ws_col), Int(size.ws_row))
    let cell = size.ws_xpixel > 0 && size.ws_ypixel > 0
    return (columns, rows, cell ? (Int(size.ws_xpixel) / columns, Int(size.ws_ypixel) / rows) : nil)
  }

  /// Writes some text, all of it unless it is stopped; a reader that has gone away is no error here.
  func write(_ text: String, unless stop: StopFlag? = nil) { write(Array(text.utf8), unless: stop) }

  /// Writes some bytes, all of them unless it is stopped; a reader that has gone away is no error here, and what else goes
  /// wrong is told when the program leaves.
  func write(_ bytes: [UInt8], unless stop: StopFlag? = nil) {
    do throws(SystemError) {
      try Descriptor.write(bytes, to: descriptor, unless: stop)
    } catch {
      if error.code != EPIPE, error != .interrupted { LostOutput.note(error, on: descriptor) }
    }
  }
}
