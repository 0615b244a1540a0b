import Glibc

/// A file written whole or not at all.
public enum WholeFile {
  /// Writes `bytes` beside `path` and gives them its name, so that an earlier file stays until they are all there.
  ///
  /// Throws ``DatasetError/unwritable(path:reason:)``; then nothing has changed.
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
    let partial = path + ".\(getpid()).partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DatasetError.unwritable(path: path, reason: SystemFailure.text(errno)) }
    var failure = Array(bytes).withUnsafeBytes { buffer -> Int32 in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        written += count
      }
      return 0
    }
    if close(descriptor) != 0 && failure == 0 { failure = errno }
    if failure == 0 && rename(partial, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(partial)
      throw DatasetError.unwritable(path: path, reason: SystemFailure.text(failure))
    }
  }
}
