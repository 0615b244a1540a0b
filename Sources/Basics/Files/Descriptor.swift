#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that go through an open file, pipe or terminal, all of them, however many calls that takes.
package enum Descriptor {
  /// Writes all of the bytes; throws ``SystemError/interrupted`` where it is stopped before, however long a reader keeps it
  /// waiting.
  package static func write(
    _ bytes: some Collection<UInt8>, to descriptor: Int32, unless stop: StopFlag? = nil
  ) throws(SystemError) {
    let whole = bytes.withContiguousStorageIfAvailable {
      failure(writing: UnsafeRawBufferPointer($0), to: descriptor, unless: stop)
    }
    let error = whole ?? Array(bytes).withUnsafeBytes { failure(writing: $0, to: descriptor, unless: stop) }
    if let error { throw error }
  }

  /// Writes all of the bytes, and gives what went wrong, for closures that do not throw.
  package static func failure(
    writing bytes: UnsafeRawBufferPointer, to descriptor: Int32, unless stop: StopFlag? = nil
  ) -> SystemError? {
    guard let stop else { return writeAll(bytes, to: descriptor) }
    var information = stat()
    let isFile = fstat(descriptor, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    // What a pipe or a terminal has room for when it has any is taken without waiting.
    let piece = isFile ? 1 << 20 : 1 << 12
    for start in stride(from: 0, to: bytes.count, by: piece) {
      while !isFile, !hasRoom(descriptor, within: 20) {
        if stop.isSet { return .interrupted }
      }
      let end = min(start + piece, bytes.count)
      if let error = writeAll(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), to: descriptor) { return error }
      if end < bytes.count, stop.isSet { return .interrupted }
      // So that little is left of what has to be on disk in the end, for which nobody can be kept from waiting.
      if isFile, end % (piece << 3) == 0 { fsync(descriptor) }
    }
    return nil
  }

  /// Whether something can be written, or tried at least, before so many milliseconds are over.
  private static func hasRoom(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&room, 1, milliseconds) != 0
  }

  /// Everything that comes until the end, of which about so many bytes are expected; throws where more than `limit` come,
  /// and ``SystemError/interrupted`` where it is stopped before.
  package static func contents(
    of descriptor: Int32, expecting size: Int = 0, limit: Int = FileContents.mostOfStream, unless stop: StopFlag? = nil
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let stop, stop.isSet { throw .interrupted }
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      if count == 0 { return bytes }
      guard bytes.count <= limit - count else { throw SystemError(code: EFBIG) }
      bytes += chunk[..<count]
    }
  }
}

/// Writes all bytes; what went wrong, if anything did.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> SystemError? {
  var written = 0
  while written < bytes.count {
    let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
    if count > 0 {
      written += count
    } else if count == 0 {
      return SystemError(code: EIO)
    } else if errno == EAGAIN {
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&room, 1, -1)
    } else if errno != EINTR {
      return .last
    }
  }
  return nil
}
