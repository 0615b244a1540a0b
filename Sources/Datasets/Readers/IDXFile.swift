import Basics
package import FileFormats

/// An array of bytes as MNIST is published: two zeros, the type, the number of sides, the sides with the highest byte first,
/// and the elements in C order (yann.lecun.com/exdb/mnist).
package struct IDXFile {
  /// The sides that the file says, the number of records first.
  package let sides: [Int]
  /// The bytes of the records that were asked for.
  package let bytes: [UInt8]

  /// The records that ``bytes`` holds.
  package var count: Int { bytes.count / recordBytes }
  private let recordBytes: Int

  /// Reads an array with so many sides: all of its records or the first `limit`, and in any case the stream to its end.
  ///
  /// - Parameters:
  ///   - place: Where the stream lies, for errors.
  ///   - words: What the array holds, for errors: `images`.
  package init(_ stream: any ByteStream, place: String, sides wanted: Int, of words: String, limit: Int?) throws {
    let expected = "an IDX file of \(words), bytes with \(wanted) side\(wanted == 1 ? "" : "s")"
    let head = try stream.read(4)
    guard head.count == 4 else {
      throw head.isEmpty
        ? FileFormatError.wrongSize(path: place, bytes: 0, expected: expected)
        : FileFormatError.truncated(path: place, place: "in its first number", found: head.count, expected: 4)
    }
    guard head[0] == 0, head[1] == 0 else {
      throw FileFormatError.wrongKind(path: place, found: FileKind.described(head), expected: expected)
    }
    guard head[2] == 8, head[3] == wanted else {
      throw FileFormatError.damaged(
        path: place, place: "byte 2", found: "type \(HexBytes.text([head[2]])) with \(head[3]) sides",
        expected: "type 08, bytes, with \(wanted)")
    }
    let numbers = try stream.read(4 * wanted)
    guard numbers.count == 4 * wanted else {
      throw FileFormatError.truncated(
        path: place, place: "in its sides", found: numbers.count, expected: 4 * wanted)
    }
    sides = (0..<wanted).map { side in numbers[4 * side..<4 * side + 4].reduce(0) { $0 << 8 | Int($1) } }
    let record = sides.dropFirst().reduce(1) { $0.timesSaturating($1) }
    guard !sides.contains(0), record <= LargestSet.imageBytes, sides[0].timesSaturating(record) <= LargestSet.bytes
    else {
      throw FileFormatError.damaged(
        path: place, place: "byte 4", found: "sides of \(sides.map(String.init).joined(separator: "x"))",
        expected: "sides above 0 of no more than \(LargestSet.bytes) bytes in all")
    }
    recordBytes = record
    let wantedBytes = min(sides[0], limit ?? sides[0]) * record
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(wantedBytes, LargestSet.reserve))
    let taken = try stream.append(wantedBytes, to: &bytes)
    let left = sides[0] * record - wantedBytes
    let found = taken < wantedBytes ? taken : taken + (try stream.skip(left))
    guard found == wantedBytes + left else {
      throw FileFormatError.truncated(
        path: place, place: "in record \(found / record)", found: found % record, expected: record)
    }
    // What is read to its end has its check sum checked.
    guard try stream.skip(1) == 0 else {
      throw FileFormatError.damaged(
        path: place, place: "byte \(4 + 4 * wanted + found)", found: "more bytes",
        expected: "the end behind \(sides[0]) records")
    }
    self.bytes = bytes
  }
}
