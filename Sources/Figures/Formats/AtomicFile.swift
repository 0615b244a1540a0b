#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are written whole or not at all.
package enum AtomicFile {
  /// Writes `bytes` to a temporary file beside `path`, makes sure that they are on disk, and only then puts it in
  /// place of whatever was at `path`.
  ///
  /// A test may have the bytes go `through` another file, such as a device that is always full.
  package static func write(
    _ bytes: [UInt8], to path: String, through device: String? = nil
  ) throws(FigureError) {
    guard !path.utf8.contains(0) else { throw .cannotWrite(path: path, reason: "a path holds no zero byte") }
    var information = stat()
    if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
      throw .cannotWrite(path: path, reason: "it is a folder")
    }
    let temporary = path + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    let descriptor =
      device.map { open($0, O_WRONLY | O_CLOEXEC) }
      ?? open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    do throws(FigureError) {
      try fill(descriptor, with: bytes, path: path)
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func fill(_ descriptor: Int32, with bytes: [UInt8], path: String) throws(FigureError) {
    var error: FigureError?
    var written = 0
    while written < bytes.count, error == nil {
      let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { written += count } else if errno != EINTR { error = failure(path) }
    }
    // A pipe or a device has nothing to synchronise, and says so.
    if error == nil, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { error = failure(path) }
    if close(descriptor) != 0, error == nil { error = failure(path) }
    if let error { throw error }
  }

  private static func failure(_ path: String) -> FigureError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
