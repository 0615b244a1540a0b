/// The next bytes of another stream, as far as a part of a file goes.
package final class LimitedStream: ByteStream {
  private let source: any ByteStream
  /// The bytes that are still to come.
  package private(set) var remaining: Int

  /// A stream of the next `count` bytes of another.
  package init(_ source: any ByteStream, count: Int) {
    (self.source, remaining) = (source, count)
  }

  package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: target[0..<min(target.count, remaining)]))
    remaining -= got
    return got
  }

  /// Passes over what is left; nothing is done where the other stream ends before.
  package func skip() throws {
    let left = remaining
    _ = try source.skip(left)
    remaining = 0
  }
}

extension ByteStream {
  /// Passes over `count` bytes, and returns how many there were.
  package func skip(_ count: Int) throws -> Int {
    var passed = 0
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while passed < count {
        let wanted = min(count - passed, buffer.count)
        let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]))
        passed += got
        if got < wanted { break }
      }
    }
    return passed
  }

  /// Appends the next `count` bytes piece by piece, so that no more memory is taken than there are bytes; returns how
  /// many there were.
  package func append(_ count: Int, to bytes: inout [UInt8]) throws -> Int {
    let piece = 1 << 20
    var taken = 0
    while taken < count {
      let wanted = min(count - taken, piece)
      let part = try read(wanted)
      bytes += part
      taken += part.count
      if part.count < wanted { break }
    }
    return taken
  }
}
