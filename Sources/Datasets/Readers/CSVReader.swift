import Basics
import FileFormats

/// The rows of a file of values separated by commas, semicolons or tabs, one after the other (RFC 4180).
struct CSVReader {
  /// Where it lies.
  let path: String
  /// The row that was read last, counted from 1.
  private(set) var row = 0
  private let bytes: [UInt8]
  private var place: Int
  private let separator: UInt8

  /// The most bytes of a file.
  private static let largest = 1 << 31
  /// The most fields of a row.
  private static let mostFields = 1 << 20

  /// Reads a file; throws ``FileFormatError`` where it is missing or no text.
  init(path: String, unless stop: StopFlag) throws {
    let file = try RandomAccessFile(path: path, expecting: "a CSV file", unless: stop)
    guard (1...Self.largest).contains(file.size) else {
      throw FileFormatError.wrongSize(
        path: path, bytes: file.size, expected: "a CSV file of 1 to \(Self.largest) bytes")
    }
    try self.init(file.read(file.size, at: 0), path: path)
  }

  /// Reads the bytes of a file.
  init(_ bytes: [UInt8], path: String) throws {
    let kind = FileKind(bytes)
    // A text of numbers may begin like something else, which has zeros in it.
    guard kind == .text || kind == .python || !bytes.prefix(FileKind.beginning).contains(0) && kind != .html else {
      throw FileFormatError.wrongKind(path: path, found: FileKind.described(bytes), expected: "a CSV file")
    }
    (self.bytes, self.path) = (bytes, path)
    place = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let line = bytes[place...].prefix { $0 != 10 && $0 != 13 }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    separator = candidates.first { line.contains($0) } ?? candidates[0]
  }

  /// The fields of the next row that is not empty; nil at the end.
  mutating func next() throws -> [ArraySlice<UInt8>]? {
    while place < bytes.count, bytes[place] == 10 || bytes[place] == 13 { place += 1 }
    guard place < bytes.count else { return nil }
    row += 1
    var fields: [ArraySlice<UInt8>] = []
    while true {
      fields.append(try field())
      guard fields.count <= Self.mostFields else {
        throw FileFormatError.damaged(
          path: path, place: "row \(row)", found: "more than \(Self.mostFields) values", expected: "fewer")
      }
      guard place < bytes.count, bytes[place] == separator else { return fields }
      place += 1
    }
  }

  private mutating func field() throws -> ArraySlice<UInt8> {
    let quote = UInt8(ascii: "\"")
    guard place < bytes.count, bytes[place] == quote else {
      let start = place
      while place < bytes.count, bytes[place] != separator, bytes[place] != 10, bytes[place] != 13 { place += 1 }
      return bytes[start..<place]
    }
    place += 1
    var text: [UInt8] = []
    while place < bytes.count {
      if bytes[place] == quote {
        place += 1
        // Two of them stand for one.
        guard place < bytes.count, bytes[place] == quote else { return text[...] }
      }
      text.append(bytes[place])
      place += 1
    }
    throw FileFormatError.damaged(
      path: path, place: "row \(row)", found: "a quotation without an end", expected: "its end")
  }
}

extension ArraySlice<UInt8> {
  /// The text of a field, without spaces round it.
  var fieldText: String {
    let start = drop { $0 == 0x20 }
    let end = start.lastIndex { $0 != 0x20 } ?? start.startIndex - 1
    return String(decoding: start[start.startIndex..<end + 1], as: UTF8.self)
  }
}
