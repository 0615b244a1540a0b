/// What a safetensors header is made of: JSON, with every name of an object kept in order, so that one that stands
/// twice is noticed.
indirect enum HeaderValue: Equatable {
  case object([(name: String, value: HeaderValue)])
  case list([HeaderValue])
  case text(String)
  case integer(Int)
  case other

  static func == (left: HeaderValue, right: HeaderValue) -> Bool {
    switch (left, right) {
    case (.text(let a), .text(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    default: false
    }
  }
}

/// Reads the JSON of a header; stops at the first byte that cannot be.
struct HeaderParser {
  struct Failure: Error {
    let found: String
    let expected: String
  }

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The whole header as one value, with nothing but spaces behind it.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> HeaderValue {
    var parser = HeaderParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.place == bytes.endIndex else { throw parser.failure("the end of the header") }
    return value
  }

  private func failure(_ expected: String) -> Failure {
    let at = place - bytes.startIndex
    let found =
      place < bytes.endIndex ? "byte \(bytes[place]) at \(at) of the header" : "the end of the header"
    return Failure(found: found, expected: expected)
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == character.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> HeaderValue {
    guard depth < 16 else { throw failure("no deeper nesting") }
    skipSpace()
    guard place < bytes.endIndex else { throw failure("a value") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    default:
      let start = place
      while place < bytes.endIndex, Self.isWord(bytes[place]) { place += 1 }
      guard place > start else { throw failure("a value") }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      if let number = Int(word), number >= 0 { return .integer(number) }
      if ["true", "false", "null"].contains(word) || Double(word) != nil { return .other }
      place = start
      throw failure("a value")
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> HeaderValue {
    place += 1
    var members: [(name: String, value: HeaderValue)] = []
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "\"") else { throw failure("a name") }
      let name = try text()
      guard take(":") else { throw failure("a colon") }
      members.append((name, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw failure("a comma or a closing brace") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(Failure) -> HeaderValue {
    place += 1
    var items: [HeaderValue] = []
    if take("]") { return .list(items) }
    repeat { items.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw failure("a comma or a closing bracket") }
    return .list(items)
  }

  private mutating func text() throws(Failure) -> String {
    place += 1
    var units: [UInt8] = []
    while place < bytes.endIndex, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20 else { throw failure("no control character in a name") }
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
        try escape(into: &units)
      } else {
        units.append(bytes[place])
        place += 1
      }
    }
    guard place < bytes.endIndex else { throw failure("a closing quotation mark") }
    place += 1
    guard let text = String(validating: units, as: UTF8.self) else { throw failure("UTF-8") }
    return text
  }

  private mutating func escape(into units: inout [UInt8]) throws(Failure) {
    guard place < bytes.endIndex else { throw failure("an escape") }
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09,
    ]
    if let byte = plain[bytes[place]] {
      units.append(byte)
      place += 1
      return
    }
    guard bytes[place] == UInt8(ascii: "u"), bytes.endIndex - place > 4,
      let code = UInt32(String(decoding: bytes[(place + 1)...(place + 4)], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(code)
    else { throw failure("an escape") }
    units += Array(String(scalar).utf8)
    place += 5
  }
}
