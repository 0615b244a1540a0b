/// Bytes that lie in memory, as a stream.
package final class BytesStream: ByteStream {
  private var rest: ArraySlice<UInt8>

  /// A stream of these bytes.
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  package func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(target.count, rest.count)
    target.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}
