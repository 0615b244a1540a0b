package import Basics
import Glibc

/// A file read from its beginning, until it is stopped.
package final class FileStream: ByteStream {
  package let path: String
  private let descriptor: Int32
  private let stop: StopFlag
  /// What is read at once, and takes little time.
  private static let piece = 1 << 20

  /// Opens the file; throws ``FileFormatError`` where it is missing or cannot be read.
  package init(path: String, expecting expected: String, unless stop: StopFlag) throws {
    self.path = path
    self.stop = stop
    // Without waiting, so that a pipe of that name, which nobody writes to, is no trap.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? FileFormatError.missing(path: path, expected: expected)
        : FileFormatError.unreadable(path: path, reason: SystemError.last.reason)
    }
    var information = stat()
    if fstat(descriptor, &information) == 0, [S_IFIFO, S_IFCHR, S_IFSOCK].contains(information.st_mode & S_IFMT) {
      close(descriptor)
      throw FileFormatError.unreadable(path: path, reason: "it is no plain file")
    }
  }

  deinit { close(descriptor) }

  /// The size of the file in bytes.
  package var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < target.count {
      try stop.check()
      let wanted = min(target.count - filled, Self.piece)
      let got = Glibc.read(descriptor, target.baseAddress.map { $0 + filled }, wanted)
      if got < 0 {
        if errno == EINTR { continue }
        throw FileFormatError.unreadable(path: path, reason: SystemError.last.reason)
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
