#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that go through an open file, pipe or terminal, all of them, however many calls that takes.
package enum Descriptor {
  /// Writes all of the bytes.
  package static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(SystemError) {
    let whole = bytes.withContiguousStorageIfAvailable { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    let error = whole ?? Array(bytes).withUnsafeBytes { writeAll($0, to: descriptor) }
    if let error { throw error }
  }

  /// Writes all of the bytes, and gives what went wrong, for closures that do not throw.
  package static func failure(writing bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> SystemError? {
    writeAll(bytes, to: descriptor)
  }

  /// Everything that comes until the end, of which about so many bytes are expected; throws where more than `limit` come.
  package static func contents(
    of descriptor: Int32, expecting size: Int = 0, limit: Int = FileContents.mostOfStream
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
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
