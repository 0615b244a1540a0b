package import Basics
package import FileFormats

/// An array in a `.npy` file, or in a `.npz`, of which the elements are read piece by piece.
package struct NumPyFile: Sendable {
  /// What the array is.
  package let header: NumPyHeader
  /// Where it lies, for errors.
  package let path: String
  private let source: any RandomAccess
  private let stop: StopFlag

  private static let piece = 1 << 16

  /// Opens an array; throws ``FileFormatError`` where it is none.
  package init(_ source: any RandomAccess, path: String, unless stop: StopFlag = StopFlag()) throws {
    (self.source, self.path, self.stop) = (source, path, stop)
    header = try NumPyHeader(source, path: path)
  }

  /// The elements of a range as they lie in the file.
  package func bytes(_ range: Range<Int>) throws -> [UInt8] {
    try stop.check()
    let size = header.type.bytes
    let bytes = try source.read(range.count * size, at: header.start + range.lowerBound * size)
    guard bytes.count == range.count * size else {
      throw FileFormatError.truncated(
        path: path, place: "at element \(range.lowerBound)", found: bytes.count, expected: range.count * size)
    }
    return bytes
  }

  /// Goes through the first `count` elements in the order in which they lie.
  package func forEachPiece(of count: Int, _ body: (_ first: Int, _ numbers: [Double]) throws -> Void) throws {
    for first in stride(from: 0, to: count, by: Self.piece) {
      try body(first, header.type.numbers(try bytes(first..<min(count, first + Self.piece))))
    }
  }
}
