package import Basics
import Glibc

/// A file of which any part is read, from any thread, until it is stopped.
package final class RandomAccessFile: Sendable {
  /// Where it lies.
  package let path: String
  /// Its bytes.
  package let size: Int
  private let descriptor: Int32
  private let stop: StopFlag
  /// What is read at once, and takes little time.
  private static let piece = 1 << 22

  /// Opens the file; throws ``FileFormatError`` where it is missing, cannot be read or is no plain file.
  package convenience init(path: String, expecting expected: String, unless stop: StopFlag = StopFlag()) throws {
    try self.init(path: Array(path.utf8), expecting: expected, unless: stop)
  }

  /// Opens the file whose path these bytes are, whether they are UTF-8 or not.
  package init(path bytes: [UInt8], expecting expected: String, unless stop: StopFlag = StopFlag()) throws {
    let path = String(decoding: bytes, as: UTF8.self)
    guard !bytes.contains(0) else {
      throw FileFormatError.unreadable(path: path, reason: "a path holds no zero byte")
    }
    // Without waiting, so that a pipe of that name, which nobody writes to, is no trap.
    descriptor = bytes.withPath { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? FileFormatError.missing(path: path, expected: expected)
        : FileFormatError.unreadable(path: path, reason: SystemError.last.reason)
    }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFormatError.unreadable(path: path, reason: "it is no plain file")
    }
    (self.path, size, self.stop) = (path, Int(information.st_size), stop)
  }

  deinit { close(descriptor) }

  /// So many bytes from `place` on; fewer only at the end of the file.
  package func read(_ count: Int, at place: Int) throws -> [UInt8] {
    let wanted = max(0, min(count, size - place))
    return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      while initialized < wanted {
        try stop.check()
        let part = min(Self.piece, wanted - initialized)
        let got = pread(descriptor, buffer.baseAddress.map { $0 + initialized }, part, off_t(place + initialized))
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw FileFormatError.unreadable(path: path, reason: SystemError.last.reason) }
        if got == 0 { break }
        initialized += got
      }
    }
  }
}
