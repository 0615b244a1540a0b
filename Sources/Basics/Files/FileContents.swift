#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are read as a whole.
package enum FileContents {
  /// All bytes of the file at `path`, or of the pipe.
  package static func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw FileError(.read, path, reason: "a path holds no zero byte") }
    do throws(SystemError) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last }
      defer { close(descriptor) }
      var information = stat()
      let size = fstat(descriptor, &information) == 0 ? Int(information.st_size) : 0
      return try Descriptor.contents(of: descriptor, expecting: size)
    } catch {
      throw FileError(.read, path, error)
    }
  }

  /// The text of the file at `path`, such as one of the system's; what is no UTF-8 is replaced.
  package static func text(of path: String) throws(FileError) -> String {
    String(decoding: try bytes(of: path), as: UTF8.self)
  }
}
