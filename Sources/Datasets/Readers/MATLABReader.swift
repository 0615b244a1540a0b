package import Basics
package import FileFormats

/// The arrays of numbers in a MATLAB 5 file, one after the other, inflated as they are read (MATLAB's “MAT-File Format”,
/// chapter 1); cells, structures and texts are passed over.
package final class MATLABReader {
  /// An array that the reader stands at.
  package struct Header: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its sides; the first runs fastest.
    package let sides: [Int]
    /// How its numbers lie in the file.
    package let type: NumberType
    /// How many there are.
    package var count: Int { sides.reduce(1) { $0.timesSaturating($1) } }
  }

  /// How numbers lie in a file.
  package enum NumberType: Int, Hashable, Sendable {
    case int8 = 1, uint8, int16, uint16, int32, uint32, single
    case double = 9
    case int64 = 12, uint64

    var bytes: Int {
      switch self {
      case .int8, .uint8: 1
      case .int16, .uint16: 2
      case .int32, .uint32, .single: 4
      case .double, .int64, .uint64: 8
      }
    }
  }

  private let path: String
  private let stream: any ByteStream
  private let stop: StopFlag
  /// The element that the reader stands in, as it lies in the file, and as it is inflated.
  private var element: LimitedStream?
  private var contents: (any ByteStream)?
  private var data: LimitedStream?

  private static let expected = "a MATLAB 5 file"
  /// Longer names than this are refused, and more sides.
  private static let longestName = 4096
  private static let mostSides = 32

  /// Reads the head of a file; throws ``FileFormatError`` where it is none that lies lowest byte first.
  package init(_ stream: any ByteStream, path: String, unless stop: StopFlag = StopFlag()) throws {
    (self.path, self.stream, self.stop) = (path, stream, stop)
    let head = try stream.read(128)
    guard head.starts(with: "MATLAB 5.0 MAT-file".utf8) else {
      throw FileFormatError.wrongKind(path: path, found: FileKind.described(head), expected: Self.expected)
    }
    guard head.count == 128 else {
      throw FileFormatError.truncated(path: path, place: "in its head", found: head.count, expected: 128)
    }
    guard head[126...].elementsEqual("IM".utf8) else {
      throw FileFormatError.damaged(
        path: path, place: "byte 126", found: HexBytes.text(head[126...]),
        expected: "49 4d, as in a file that lies lowest byte first")
    }
  }

  /// Goes to the next array of numbers; nil at the end of the file.
  package func next() throws -> Header? {
    while true {
      try finish()
      let tag = try stream.read(8)
      if tag.isEmpty { return nil }
      guard tag.count == 8 else {
        throw FileFormatError.truncated(path: path, place: "in an element's tag", found: tag.count, expected: 8)
      }
      let (type, size) = (number(tag[0..<4]), number(tag[4..<8]))
      let element = LimitedStream(stream, count: size)
      self.element = element
      switch type {
      case 14: contents = element
      case 15:
        let inflated = try GzipStream(element, path: path, wrapping: .zlib, expecting: Self.expected, unless: stop)
        contents = inflated
        let inner = try exactly(8, "an element's tag")
        guard number(inner[0..<4]) == 14 else { continue }
      default: continue
      }
      if let header = try array() { return header }
    }
  }

  /// Reads what stands before an array's numbers; nil for what is no array of real numbers.
  private func array() throws -> Header? {
    let flags = try part("its flags", most: 8)
    guard flags.type == 6, flags.bytes.count == 8 else { throw damaged("its flags", "type \(flags.type)", "type 6") }
    let sides = try part("its sides", most: 4 * Self.mostSides)
    guard sides.type == 5, sides.bytes.count >= 4, sides.bytes.count % 4 == 0 else {
      throw damaged("its sides", "type \(sides.type) of \(sides.bytes.count) bytes", "type 5")
    }
    let lengths = stride(from: 0, to: sides.bytes.count, by: 4).map { number(sides.bytes[$0..<$0 + 4]) }
    let name = try part("its name", most: Self.longestName)
    guard name.type == 1 else { throw damaged("its name", "type \(name.type)", "type 1") }
    // Arrays of numbers have classes 6 to 15; what has an imaginary part has a flag.
    guard (6...15).contains(flags.bytes[0]), flags.bytes[1] & 8 == 0 else { return nil }
    let (code, size, isSmall) = try tag("its numbers")
    guard let type = NumberType(rawValue: code) else {
      throw damaged("its numbers", "type \(code)", "a type of numbers")
    }
    let text = String(decoding: name.bytes, as: UTF8.self)
    let header = Header(name: text, sides: lengths, type: type)
    guard header.count.timesSaturating(type.bytes) == size else {
      throw damaged(
        "the numbers of “\(text)”", "\(size) bytes",
        "\(lengths.map(String.init).joined(separator: "x")) numbers of \(type.bytes)")
    }
    if isSmall {
      data = LimitedStream(BytesStream(Array(try exactly(4, "its numbers").prefix(size))), count: size)
    } else if let contents {
      data = LimitedStream(contents, count: size)
    }
    return header
  }

  /// All numbers of the array that the reader stands at, at most `most`, as whole numbers.
  package func wholeNumbers(of header: Header, most: Int) throws -> [Int] {
    guard header.count <= most else {
      throw damaged("“\(header.name)”", "\(header.count) numbers", "no more than \(most)")
    }
    let size = header.type.bytes
    var bytes: [UInt8] = []
    guard let data, try data.append(header.count * size, to: &bytes) == header.count * size else {
      throw FileFormatError.truncated(
        path: path, place: "in “\(header.name)”", found: bytes.count, expected: header.count * size)
    }
    return try (0..<header.count).map { index in
      guard let number = Self.whole(bytes[index * size..<(index + 1) * size], header.type) else {
        throw damaged("number \(index) of “\(header.name)”", "no whole number", "one")
      }
      return number
    }
  }

  private static func whole(_ bytes: ArraySlice<UInt8>, _ type: NumberType) -> Int? {
    let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return switch type {
    case .uint8, .uint16, .uint32, .uint64: Int(exactly: bits)
    case .int8: Int(Int8(truncatingIfNeeded: bits))
    case .int16: Int(Int16(truncatingIfNeeded: bits))
    case .int32: Int(Int32(truncatingIfNeeded: bits))
    case .int64: Int(Int64(truncatingIfNeeded: bits))
    case .single: Int(exactly: Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Int(exactly: Double(bitPattern: bits))
    }
  }

  /// Passes over what is left of the element that the reader stands in. What was inflated whole has its check sum checked.
  private func finish() throws {
    if let data, data.remaining == 0, let contents { while try contents.skip(1 << 20) > 0 {} }
    try element?.skip()
    (element, contents, data) = (nil, nil, nil)
  }

  // MARK: Parts of an array

  /// The tag of a part: its type and its bytes, and whether these stand within the tag.
  private func tag(_ place: String) throws -> (type: Int, size: Int, isSmall: Bool) {
    let first = number(try exactly(4, place)[...])
    guard first >> 16 == 0 else {
      guard first >> 16 <= 4 else { throw damaged(place, "\(first >> 16) bytes in a tag", "no more than 4") }
      return (first & 0xffff, first >> 16, true)
    }
    return (first, number(try exactly(4, place)[...]), false)
  }

  /// A small part, whole.
  private func part(_ place: String, most: Int) throws -> (type: Int, bytes: [UInt8]) {
    let (type, size, isSmall) = try tag(place)
    guard size <= most else { throw damaged(place, "\(size) bytes", "no more than \(most)") }
    // What stands behind a tag is filled up to 8 bytes.
    let padded = isSmall ? 4 : (size + 7) / 8 * 8
    return (type, Array(try exactly(padded, place).prefix(size)))
  }

  private func exactly(_ count: Int, _ place: String) throws -> [UInt8] {
    let bytes = try contents?.read(count) ?? []
    guard bytes.count == count else {
      throw FileFormatError.truncated(path: path, place: "in \(place)", found: bytes.count, expected: count)
    }
    return bytes
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }

  private func damaged(_ place: String, _ found: String, _ expected: String) -> FileFormatError {
    .damaged(path: path, place: place, found: found, expected: expected)
  }
}

extension MATLABReader: ByteStream {
  /// Reads the bytes of the array's numbers, and no further.
  package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int { try data?.read(into: target) ?? 0 }
}
