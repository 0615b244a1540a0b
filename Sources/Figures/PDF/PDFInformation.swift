/// What PDF files tell in their information dictionary: title, subject and program, and the figure's JSON among the
/// keywords.
///
/// Source: ISO 32000-1, 7.3 (objects), 7.5 (file structure) and 14.3.3 (the dictionary).
struct PDFInformation {
  private let bytes: [UInt8]
  private var place: Int

  /// The JSON of a PDF; nil where it has none, or keeps its dictionary in a compressed stream, which Darkroom's never do.
  static func json(in bytes: [UInt8]) throws(FigureFile.Problem) -> [UInt8]? {
    guard let table = lastNumber(after: "startxref", in: bytes) else {
      throw .damaged(format: "PDF", offset: bytes.count, expected: "`startxref`, and the file ends")
    }
    guard let trailer = range(of: "trailer", in: bytes, from: table),
      let information = lastNumber(after: "/Info", in: bytes, from: trailer.upperBound),
      let offset = offset(of: information, table: table, in: bytes)
    else { return nil }
    var reader = PDFInformation(bytes: bytes, place: offset)
    return reader.keywords()
  }

  private init(bytes: [UInt8], place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// The text of the dictionary's entry `Keywords`.
  private mutating func keywords() -> [UInt8]? {
    guard let name = Self.range(of: "/Keywords", in: bytes, from: place),
      let end = Self.range(of: "endobj", in: bytes, from: place), name.upperBound <= end.lowerBound
    else { return nil }
    place = name.upperBound
    while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
    guard place < bytes.count else { return nil }
    let text = bytes[place] == UInt8(ascii: "<") ? hexadecimal() : literal()
    // Cairo writes what is more than letters and digits as UTF-16, and all of the text is ASCII.
    guard let text, text.starts(with: [0xFE, 0xFF]) else { return text }
    return text.indices.dropFirst(2).compactMap { $0 % 2 == 1 ? text[$0] : nil }
  }

  /// A string of hexadecimal digits in angle brackets, of which the reader stands at the first; nil where it is none.
  private mutating func hexadecimal() -> [UInt8]? {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let digits = bytes[place + 1..<end].filter { !Self.isSpace($0) }
    let values = digits.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    guard values.count == digits.count, values.count % 2 == 0 else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  /// A string in brackets, of which the reader stands at the first; nil where it does not end.
  private mutating func literal() -> [UInt8]? {
    guard bytes[place] == UInt8(ascii: "(") else { return nil }
    var text: [UInt8] = []
    var depth = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        if depth > 1 { text.append(byte) }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return text }
        text.append(byte)
      case UInt8(ascii: "\\"): if let escaped = escape() { text.append(escaped) }
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What stands for itself after a backslash, or up to three octal digits; nil for a line's end, which is left out.
  private mutating func escape() -> UInt8? {
    var code = 0
    var digits = 0
    while digits < 3, place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[place]) {
      code = code * 8 + Int(bytes[place] - UInt8(ascii: "0"))
      place += 1
      digits += 1
    }
    if digits > 0 { return UInt8(truncatingIfNeeded: code) }
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    // A line may end with both.
    if byte == 0x0D, place < bytes.count, bytes[place] == 0x0A { place += 1 }
    let names: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C,
    ]
    return byte == 0x0A || byte == 0x0D ? nil : names[byte] ?? byte
  }

  /// Where the object of a number begins, by the table of cross references at `table`.
  private static func offset(of number: Int, table: Int, in bytes: [UInt8]) -> Int? {
    // `xref`, then for each part of the table its first number and its count, and then a line of 20 bytes an object.
    guard table >= 0, table < bytes.count, bytes[table...].starts(with: Array("xref".utf8)) else { return nil }
    var place = table + 4
    while let first = self.number(in: bytes, at: &place), let count = self.number(in: bytes, at: &place) {
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      let (lines, overflow) = count.multipliedReportingOverflow(by: 20)
      guard !overflow, lines <= bytes.count - place else { return nil }
      if number >= first, number - first < count {
        var line = place + (number - first) * 20
        guard let offset = self.number(in: bytes, at: &line), offset < bytes.count else { return nil }
        return offset
      }
      place += lines
    }
    return nil
  }

  /// The whole number after spaces at `place`, which moves behind it; nil where there is none or it is too large.
  private static func number(in bytes: [UInt8], at place: inout Int) -> Int? {
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    let start = place
    var number = 0
    while place < bytes.count, place - start < 15, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
      number = number * 10 + Int(bytes[place] - UInt8(ascii: "0"))
      place += 1
    }
    return place > start ? number : nil
  }

  /// The number that follows the last `word` at or after `start`.
  private static func lastNumber(after word: String, in bytes: [UInt8], from start: Int = 0) -> Int? {
    let pattern = Array(word.utf8)
    guard start >= 0, bytes.count - pattern.count >= start else { return nil }
    for place in stride(from: bytes.count - pattern.count, through: start, by: -1)
    where bytes[place] == pattern[0] && bytes[place...].starts(with: pattern) {
      var next = place + pattern.count
      return number(in: bytes, at: &next)
    }
    return nil
  }

  /// The first place of `word` at or after `start`.
  private static func range(of word: String, in bytes: [UInt8], from start: Int) -> Range<Int>? {
    let pattern = Array(word.utf8)
    guard start >= 0, start + pattern.count <= bytes.count else { return nil }
    for place in start...bytes.count - pattern.count
    where bytes[place] == pattern[0] && bytes[place...].starts(with: pattern) {
      return place..<place + pattern.count
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x0A, 0x0D, 0x09, 0x0C, 0].contains(byte) }
}
