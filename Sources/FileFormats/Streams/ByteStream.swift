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
