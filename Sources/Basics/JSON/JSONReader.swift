extension JSONValue {
  /// How deep lists and objects may lie in each other.
  public static let nestingLimit = 256

  /// Reads a text of JSON, in which no name stands twice in one object.
  /// - Throws: ``JSONError``, which says where it is wrong.
  public init(json bytes: some Sequence<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.document()
  }
}

/// Reads JSON (RFC 8259) byte by byte, and stops at the first that cannot be.
private struct JSONReader {
  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard place == bytes.count else { throw failure("the end") }
    return value
  }

  private func failure(_ expected: String, at place: Int? = nil) -> JSONError {
    let place = place ?? self.place
    return JSONError(
      offset: place, line: bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1,
      found: place < bytes.count ? "byte \(bytes[place])" : "the end", expected: expected)
  }

  private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = current, byte == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < JSONValue.nestingLimit else { throw failure("no deeper nesting") }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[place..<end].elementsEqual(word.description.utf8) else { throw failure("a value") }
    place = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    place += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = place
      guard current == UInt8(ascii: "\"") else { throw failure("a name") }
      let name = try text()
      guard take(":") else { throw failure("a colon") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw failure("the name “\(name)” only once", at: start)
      }
    } while take(",")
    guard take("}") else { throw failure("a comma or a closing brace") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(JSONError) -> JSONValue {
    place += 1
    var elements: [JSONValue] = []
    if take("]") { return .list(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw failure("a comma or a closing bracket") }
    return .list(elements)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = place
    if current == UInt8(ascii: "-") { place += 1 }
    if current == UInt8(ascii: "0") { place += 1 } else { try digits(orFail: "a value", at: start) }
    var isWhole = true
    if current == UInt8(ascii: ".") {
      isWhole = false
      place += 1
      try digits(orFail: "a digit")
    }
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      place += 1
      if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { place += 1 }
      try digits(orFail: "a digit")
    }
    let written = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let number = Int(written) { return .integer(number) }
    guard let number = Double(written), number.isFinite else { throw failure("a smaller number", at: start) }
    return .number(number)
  }

  private mutating func digits(orFail expected: String, at start: Int? = nil) throws(JSONError) {
    let first = place
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
    guard place > first else { throw failure(expected, at: start) }
  }

  private mutating func text() throws(JSONError) -> String {
    let opening = place
    place += 1
    var units: [UInt8] = []
    var copied = place
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("no control character in a text") }
      place += 1
      guard byte == UInt8(ascii: "\\") else { continue }
      units += bytes[copied..<(place - 1)]
      try escape(into: &units)
      copied = place
    }
    guard current != nil else { throw failure("a closing quotation mark") }
    units += bytes[copied..<place]
    place += 1
    guard let text = String(validating: units, as: UTF8.self) else { throw failure("UTF-8", at: opening) }
    return text
  }

  /// What stands behind a `\`.
  private mutating func escape(into units: inout [UInt8]) throws(JSONError) {
    let start = place
    let plain: UInt8? =
      switch current {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): current
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0c
      case UInt8(ascii: "n"): 0x0a
      case UInt8(ascii: "r"): 0x0d
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let plain {
      units.append(plain)
      place += 1
      return
    }
    guard let first = codeUnit() else { throw failure("an escape", at: start) }
    var code = UInt32(first)
    if (0xd800..<0xdc00).contains(code), current == UInt8(ascii: "\\") {
      place += 1
      guard let second = codeUnit(), (0xdc00..<0xe000).contains(second) else { throw failure("an escape", at: start) }
      code = 0x10000 + (code - 0xd800) << 10 + (UInt32(second) - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw failure("an escape", at: start) }
    units += UTF8.encode(scalar).map { Array($0) } ?? []
  }

  /// Four hexadecimal digits behind a `u`.
  private mutating func codeUnit() -> UInt16? {
    guard current == UInt8(ascii: "u"), bytes.count - place > 4 else { return nil }
    let digits = bytes[(place + 1)...(place + 4)]
    // `UInt16(_:radix:)` would take a sign too.
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    place += 5
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
