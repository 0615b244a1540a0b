import Basics
import Glibc

/// Bytes that come one after the other, from a file or out of an archive.
package protocol ByteStream: AnyObject {
  /// Writes the next bytes, and returns how many there were; fewer than asked for only at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteStream {
  /// The next `count` bytes; fewer only at the end.
  package func read(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

/// A file read from its beginning, until it is stopped.
final class FileStream: ByteStream {
  let path: String
  private let descriptor: Int32
  private let stop: StopFlag
  /// What is read at once, and takes little time.
  private static let piece = 1 << 20

  /// Opens the file; throws ``DatasetError`` where it is missing or cannot be read.
  init(path: String, expecting expected: String, unless stop: StopFlag) throws {
    self.path = path
    self.stop = stop
    // Without waiting, so that a pipe of that name, which nobody writes to, is no trap.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? DatasetError.missing(path: path, expected: expected)
        : DatasetError.unreadable(path: path, reason: SystemError.last.reason)
    }
    var information = stat()
    if fstat(descriptor, &information) == 0, [S_IFIFO, S_IFCHR, S_IFSOCK].contains(information.st_mode & S_IFMT) {
      close(descriptor)
      throw DatasetError.unreadable(path: path, reason: "it is no plain file")
    }
  }

  deinit { close(descriptor) }

  /// The size of the file in bytes.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < target.count {
      try stop.check()
      let wanted = min(target.count - filled, Self.piece)
      let got = Glibc.read(descriptor, target.baseAddress.map { $0 + filled }, wanted)
      if got < 0 {
        if errno == EINTR { continue }
        throw DatasetError.unreadable(path: path, reason: SystemError.last.reason)
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
