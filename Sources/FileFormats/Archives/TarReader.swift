package import Basics

/// The members of a tar archive in the order in which they lie there: ustar, with the long names of GNU and pax.
package final class TarReader {
  /// A member that the reader stands at.
  package struct Member {
    package let name: String
    package let size: Int
    package let isFile: Bool
    /// The name without its folders.
    package var fileName: String { name.fileName }
  }

  private let path: String
  private let stream: any ByteStream
  /// The place in the archive's contents, in bytes.
  private(set) var position = 0
  /// The bytes of the present member that are still to come, and the padding behind them.
  private var remaining = 0
  private var padding = 0

  /// Longer names and headers than this are refused.
  private static let longestExtension = 1 << 20

  package init(path: String, stream: any ByteStream) {
    self.path = path
    self.stream = stream
  }

  /// A reader of a file, which is packed with gzip or not.
  package convenience init(path: String, isPacked: Bool, expecting expected: String, unless stop: StopFlag) throws {
    self.init(
      path: path,
      stream: isPacked
        ? try GzipStream(path: path, expecting: expected, unless: stop)
        : try FileStream(path: path, expecting: expected, unless: stop))
  }

  /// Goes to the next member; nil at the end of the archive.
  package func next() throws -> Member? {
    var longName: String?
    while true {
      try skip(remaining + padding)
      (remaining, padding) = (0, 0)
      let start = position
      let header = try stream.read(512)
      position += header.count
      if header.isEmpty && start > 0 { return nil }
      guard header.count == 512 else {
        throw FileFormatError.truncated(
          path: path, place: "in the header at byte \(start) of its contents", found: header.count, expected: 512)
      }
      if header.allSatisfy({ $0 == 0 }) { return nil }
      try check(header, at: start)
      guard let size = Self.number(header[124..<136]) else {
        throw FileFormatError.damagedTar(
          path: path, byte: start + 124, found: "the size \"\(Self.text(header[124..<136]))\"",
          expected: "an octal number")
      }
      remaining = size
      padding = (512 - size % 512) % 512
      switch header[156] {
      case UInt8(ascii: "L"): longName = Self.text(try contents(limit: Self.longestExtension)[...])
      case UInt8(ascii: "x"): longName = Self.paxPath(try contents(limit: Self.longestExtension)) ?? longName
      case UInt8(ascii: "K"), UInt8(ascii: "g"): break
      case let kind:
        let prefix = Self.isPOSIX(header) ? Self.text(header[345..<500]) : ""
        let name = Self.text(header[0..<100])
        return Member(
          name: longName ?? (prefix.isEmpty ? name : prefix.appendingPath(name)), size: size,
          isFile: kind == 0 || kind == UInt8(ascii: "0"))
      }
    }
  }

  /// The whole of the present member, which may have no more than `limit` bytes.
  package func contents(limit: Int) throws -> [UInt8] {
    guard remaining <= limit else {
      throw FileFormatError.damagedTar(
        path: path, byte: position, found: "a member of \(remaining) bytes", expected: "no more than \(limit)")
    }
    let expected = remaining
    let bytes = try read(expected)
    guard bytes.count == expected else {
      throw FileFormatError.truncated(
        path: path, place: "at byte \(position) of its contents", found: bytes.count, expected: expected)
    }
    return bytes
  }

  /// Reads what is left, members and padding, so that whatever checks the stream at its end has seen all of it.
  package func finish() throws {
    (remaining, padding) = (0, 0)
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while try stream.read(into: buffer) > 0 {}
    }
  }

  private func skip(_ count: Int) throws {
    var left = count
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while left > 0 {
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer[0..<min(left, buffer.count)])
        let got = try stream.read(into: part)
        position += got
        guard got == part.count else {
          throw FileFormatError.truncated(
            path: path, place: "at byte \(position) of its contents", found: count - left + got, expected: count)
        }
        left -= got
      }
    }
  }

  private func check(_ header: [UInt8], at start: Int) throws {
    let stored = Self.number(header[148..<156])
    let sum = header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
    guard stored == sum else {
      throw FileFormatError.damagedTar(
        path: path, byte: start + 148, found: "the check sum \(stored.map(String.init) ?? "that is no number")",
        expected: "\(sum)")
    }
  }

  private static func isPOSIX(_ header: [UInt8]) -> Bool { header[257..<263].elementsEqual("ustar\0".utf8) }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An octal number with spaces and zeros round it, of no more than 2^40.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
    guard !digits.isEmpty, let number = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return nil }
    return (0...1 << 40).contains(number) ? number : nil
  }

  /// The `path` of a pax header, whose records are `length key=value` and a new line.
  private static func paxPath(_ bytes: [UInt8]) -> String? {
    for record in bytes.split(separator: 10) {
      let text = String(decoding: record, as: UTF8.self)
      if let space = text.firstIndex(of: " "), text[space...].hasPrefix(" path=") {
        return String(text[space...].dropFirst(6))
      }
    }
    return nil
  }
}

extension TarReader: ByteStream {
  /// Reads from the present member, and no further.
  package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    let part = UnsafeMutableRawBufferPointer(rebasing: target[0..<min(target.count, remaining)])
    let got = try stream.read(into: part)
    position += got
    remaining -= got
    return got
  }
}
