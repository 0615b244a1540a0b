#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are read as a whole.
package enum FileContents {
  /// What a pipe or a device may give, which might never end.
  package static let mostOfStream = 1 << 28

  /// All bytes of the file at `path`, or of the pipe; throws where that gives more than ``mostOfStream``, and where it is
  /// stopped before it has them.
  package static func bytes(of path: String, unless stop: StopFlag? = nil) throws(FileError) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw FileError(.read, path, reason: "a path holds no zero byte") }
    do throws(SystemError) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last }
      defer { close(descriptor) }
      var information = stat()
      let size = fstat(descriptor, &information) == 0 ? Int(information.st_size) : 0
      let isFile = information.st_mode & S_IFMT == S_IFREG
      return try Descriptor.contents(of: descriptor, expecting: size, limit: isFile ? .max : mostOfStream, unless: stop)
    } catch {
      throw FileError(.read, path, error)
    }
  }

  /// The first bytes of the file at `path`, at most `count` of them, and how large the file is.
  package static func beginning(of path: String, count: Int) throws(FileError) -> (bytes: [UInt8], fileSize: Int) {
    do throws(SystemError) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last }
      defer { close(descriptor) }
      var information = stat()
      guard fstat(descriptor, &information) == 0 else { throw .last }
      let size = Int(information.st_size)
      var bytes = [UInt8](repeating: 0, count: max(0, min(count, size)))
      var filled = 0
      while filled < bytes.count {
        let read = bytes.withUnsafeMutableBytes { room in
          pread(descriptor, room.baseAddress.map { $0 + filled }, room.count - filled, off_t(filled))
        }
        if read < 0, errno == EINTR { continue }
        guard read >= 0 else { throw .last }
        if read == 0 { break }
        filled += read
      }
      return (Array(bytes.prefix(filled)), size)
    } catch {
      throw FileError(.read, path, error)
    }
  }

  /// The text of the file at `path`, such as one of the system's; what is no UTF-8 is replaced.
  package static func text(of path: String) throws(FileError) -> String {
    String(decoding: try bytes(of: path), as: UTF8.self)
  }

  /// Whether others than its owner may read a file; false where there is none.
  package static func isReadableByOthers(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & (S_IRGRP | S_IROTH) != 0
  }
}
