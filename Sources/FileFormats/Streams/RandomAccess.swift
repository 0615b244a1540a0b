/// Bytes of which any part is read: of a file, or in memory.
package protocol RandomAccess: Sendable {
  /// The number of bytes.
  var size: Int { get }
  /// So many bytes from `place` on; fewer only at the end.
  func read(_ count: Int, at place: Int) throws -> [UInt8]
}

extension RandomAccessFile: RandomAccess {}

extension [UInt8]: RandomAccess {
  /// The number of bytes.
  package var size: Int { count }

  /// So many bytes from `place` on; fewer only at the end.
  package func read(_ count: Int, at place: Int) -> [UInt8] {
    Array(self[Swift.min(place, self.count)...].prefix(Swift.max(0, count)))
  }
}
