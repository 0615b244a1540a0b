import Glibc

/// A file that lies in memory alone, for what reads files by their paths.
final class MemoryFile {
  private let descriptor: Int32
  /// Where the file can be opened while this object is there.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// A file of these bytes; nil where the system has no more files.
  init?(_ bytes: [UInt8]) {
    let name = "/darkroom-fuzz-\(getpid())-\(pthread_self())"
    descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { return nil }
    shm_unlink(name)
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    require(written == bytes.count, "a file in memory takes \(written) of \(bytes.count) bytes")
  }

  deinit { close(descriptor) }
}
