public import Basics

/// The text of one script, with its name and the places where its lines begin.
///
/// Offsets count UTF-8 bytes from the start of the text; lines and columns count from 1, and a column counts
/// characters as a reader sees them. A byte order mark is dropped; `\n`, `\r\n` and a lone `\r` end a line.
public final class SourceText: Sendable {
  /// The file's name as diagnostics show it, such as `lesson.darkroom` or `<input>`.
  public let name: String
  /// The whole text, without a byte order mark.
  public let text: String
  /// The text's UTF-8 bytes, which all offsets index.
  public let bytes: [UInt8]
  /// The offset at which each line begins; never empty.
  public let lineStarts: [Int]
  /// The offsets of ASCII characters that nobody typed, which diagnostics do not show.
  private let unseen: Set<Int>

  /// Takes text that is known to be valid, and the offsets of ASCII characters that were put into what a person typed.
  public init(name: String, text: String, unseen: Set<Int> = []) {
    self.unseen = unseen
    let withoutMark = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    self.name = name
    self.bytes = Array(withoutMark.utf8)
    self.text = withoutMark
    self.lineStarts = Self.lineStarts(in: bytes)
  }

  /// Reads the bytes of a file, and throws where they are no UTF-8 text.
  public convenience init(name: String, bytes: some Sequence<UInt8>) throws(SourceTextError) {
    let all = Array(bytes)
    let kind = FileKind(all)
    if kind.isNeverScript { throw SourceTextError(name: name, line: 1, column: 1, problem: .other(kind)) }
    if let zero = all.firstIndex(of: 0) {
      let (line, column) = Self.place(of: zero, in: all)
      throw SourceTextError(name: name, line: line, column: column, problem: .zeroByte)
    }
    guard let text = String(validating: all, as: UTF8.self) else {
      let offset = Self.firstInvalidOffset(in: all)
      let (line, column) = Self.place(of: offset, in: all)
      throw SourceTextError(
        name: name, line: line, column: column, problem: .invalidUTF8(all[min(offset, all.count - 1)]))
    }
    self.init(name: name, text: text)
  }

  /// The line and column, both from 1, at an offset; an offset outside the text is moved to its nearest end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(at: offset)
    return SourcePosition(line: line + 1, column: shownText(in: lineStarts[line]..<offset).count + 1)
  }

  /// The offset of a line and column, both from 1, moved into the text where they lie outside.
  public func offset(line: Int, column: Int) -> Int {
    let index = min(max(line, 1), lineStarts.count) - 1
    let start = lineStarts[index]
    let content = lineContent(index)
    let prefix = String(decoding: bytes[content], as: UTF8.self).prefix(max(column, 1) - 1)
    return start + prefix.utf8.count
  }

  /// The index, from 0, of the line that holds an offset.
  public func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The offsets of a line, from 0, without what ends it.
  public func lineContent(_ index: Int) -> Range<Int> {
    guard lineStarts.indices.contains(index) else { return bytes.count..<bytes.count }
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The text between two offsets.
  public func text(in offsets: Range<Int>) -> String {
    String(decoding: bytes[offsets.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// What a person sees between two offsets, who typed it.
  public func shownText(in offsets: Range<Int>) -> String {
    let offsets = offsets.clamped(to: 0..<bytes.count)
    if unseen.isEmpty { return text(in: offsets) }
    return String(decoding: offsets.filter { !unseen.contains($0) }.map { bytes[$0] }, as: UTF8.self)
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r") {
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        starts.append(index)
      } else if byte == UInt8(ascii: "\n") {
        starts.append(index)
      }
    }
    return starts
  }

  private static func firstInvalidOffset(in bytes: [UInt8]) -> Int {
    var offset = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: return offset
      }
    }
  }

  private static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let starts = lineStarts(in: Array(bytes[..<min(offset, bytes.count)]))
    let start = starts[starts.count - 1]
    return (starts.count, String(decoding: bytes[start..<offset], as: UTF8.self).count + 1)
  }
}

/// A line and a column, both counted from 1.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int

  /// Names a place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Says why a file is not the text of a script.
public struct SourceTextError: Error, Hashable, CustomStringConvertible {
  /// What is wrong with the bytes.
  public enum Problem: Hashable, Sendable {
    /// The bytes of another kind of file.
    case other(FileKind)
    /// A zero byte, which no text holds.
    case zeroByte
    /// A byte that does not belong where it stands in UTF-8.
    case invalidUTF8(UInt8)
  }

  /// The file's name.
  public let name: String
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
  /// What is wrong there.
  public let problem: Problem

  /// The error in words, its place first.
  public var description: String {
    let place = "\(name):\(line):\(column): error: "
    switch problem {
    case .other(let kind):
      return "\(name): error: a script is text, and this is \(kind)"
    case .zeroByte:
      return place + "a script is UTF-8 text, and this file holds a zero byte"
    case .invalidUTF8(let byte):
      let digits = String(byte, radix: 16, uppercase: true)
      let padded = digits.count < 2 ? "0" + digits : digits
      return place + "a script is UTF-8 text, and the byte 0x\(padded) here is none: save the file as UTF-8"
    }
  }
}
