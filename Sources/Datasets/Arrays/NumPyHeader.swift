import Basics
package import FileFormats

/// What stands before the elements of a `.npy` file, of version 1 to 3, as `numpy.lib.format` describes it.
package struct NumPyHeader: Hashable, Sendable {
  /// How elements lie in the file.
  package let type: NumPyType
  /// Whether the first side runs fastest.
  package let isFortranOrdered: Bool
  /// The sides; none for a single number.
  package let sides: [Int]
  /// Where the elements begin, in bytes.
  package let start: Int

  /// The number of elements.
  package var count: Int { sides.reduce(1) { $0.timesSaturating($1) } }

  /// Longer headers than this are refused; NumPy's own are a hundred bytes.
  private static let longest = 1 << 16

  /// Reads the header of a file; throws ``FileFormatError`` where it is none, or where the elements that it says are not
  /// there.
  package init(_ file: some RandomAccess, path: String) throws {
    let expected = "a NumPy array, `.npy`"
    let head = try file.read(12, at: 0)
    guard head.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw head.isEmpty
        ? FileFormatError.wrongSize(path: path, bytes: 0, expected: expected)
        : FileFormatError.wrongKind(
          path: path, found: FileKind.described(try file.read(FileKind.beginning, at: 0)), expected: expected)
    }
    guard head.count == 12, (1...3).contains(head[6]) else {
      throw FileFormatError.damaged(
        path: path, place: "byte 6", found: head.count < 12 ? "the end" : "version \(head[6])",
        expected: "version 1, 2 or 3")
    }
    // The first version has a length of two bytes, the others of four.
    let digits = head[6] == 1 ? 2 : 4
    let length = head[8..<8 + digits].reversed().reduce(0) { $0 << 8 | Int($1) }
    start = 8 + digits + length
    let text = try length <= Self.longest ? file.read(length, at: 8 + digits) : []
    guard length <= Self.longest, text.count == length else {
      throw FileFormatError.damaged(
        path: path, place: "byte 8", found: "a header of \(length) bytes",
        expected: "one of no more than \(min(Self.longest, file.size))")
    }
    var reader = NumPyHeaderReader(text, path: path, start: 8 + digits)
    (type, isFortranOrdered, sides) = try reader.read()
    let bytes = count.timesSaturating(type.bytes)
    guard bytes <= file.size - start else {
      throw FileFormatError.truncated(
        path: path, place: "in its \(sides.map(String.init).joined(separator: "x")) elements of \(type)",
        found: max(0, file.size - start), expected: bytes)
    }
  }
}

/// How the elements of an array lie in a file.
package struct NumPyType: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Character, Sendable { case boolean = "b", unsigned = "u", signed = "i", floating = "f" }

  /// What an element is.
  package let kind: Kind
  /// The bytes of an element.
  package let bytes: Int
  /// Whether the highest byte comes first.
  package let isBigEndian: Bool

  /// A type as NumPy writes it, such as `<f4`; nil for what is no number of up to eight bytes.
  init?(_ text: String) {
    var rest = text[...]
    let order = rest.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    if order != nil { rest = rest.dropFirst() }
    guard let letter = rest.first, let kind = Kind(rawValue: letter), let bytes = Int(rest.dropFirst()) else {
      return nil
    }
    let sizes: [Int] =
      switch kind {
      case .boolean: [1]
      case .unsigned, .signed: [1, 2, 4, 8]
      case .floating: [2, 4, 8]
      }
    guard sizes.contains(bytes) else { return nil }
    (self.kind, self.bytes, isBigEndian) = (kind, bytes, order == ">")
  }

  /// As NumPy calls it: `uint8`, `float32`.
  package var description: String {
    switch kind {
    case .boolean: "bool"
    case .unsigned: "uint\(8 * bytes)"
    case .signed: "int\(8 * bytes)"
    case .floating: "float\(8 * bytes)"
    }
  }

  /// The elements that bytes hold, as numbers.
  package func numbers(_ source: [UInt8]) -> [Double] {
    source.withUnsafeBytes { source in
      [Double](unsafeUninitializedCapacity: source.count / bytes) { target, count in
        count = source.count / bytes
        switch (kind, bytes) {
        case (.boolean, _): fill(target, count) { source[$0] == 0 ? 0 : 1 }
        case (.unsigned, 1): fill(target, count) { Double(source[$0]) }
        case (.signed, 1): fill(target, count) { Double(Int8(bitPattern: source[$0])) }
        case (.unsigned, 2): fill(target, count) { Double(word(source, $0) as UInt16) }
        case (.signed, 2): fill(target, count) { Double(Int16(bitPattern: word(source, $0))) }
        case (.unsigned, 4): fill(target, count) { Double(word(source, $0) as UInt32) }
        case (.signed, 4): fill(target, count) { Double(Int32(bitPattern: word(source, $0))) }
        case (.unsigned, _): fill(target, count) { Double(word(source, $0) as UInt64) }
        case (.signed, _): fill(target, count) { Double(Int64(bitPattern: word(source, $0))) }
        case (.floating, 2): fill(target, count) { Self.half(word(source, $0)) }
        case (.floating, 4): fill(target, count) { Double(Float(bitPattern: word(source, $0))) }
        case (.floating, _): fill(target, count) { Double(bitPattern: word(source, $0)) }
        }
      }
    }
  }

  private func fill(_ target: UnsafeMutableBufferPointer<Double>, _ count: Int, _ number: (Int) -> Double) {
    for index in 0..<count { target.initializeElement(at: index, to: number(index)) }
  }

  private func word<Word: FixedWidthInteger>(_ source: UnsafeRawBufferPointer, _ index: Int) -> Word {
    let word = source.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
    return isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
  }

  /// A number of IEEE 754's 16 bits; what is no number stays none.
  private static func half(_ bits: UInt16) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023))
    let size: Double =
      switch exponent {
      case 31: fraction == 0 ? .infinity : .nan
      case 0: fraction * 0x1p-24
      default: (1 + fraction / 1024) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
      }
    return bits & 0x8000 == 0 ? size : -size
  }
}

/// Reads the dictionary in a header: three entries, as Python writes them.
private struct NumPyHeaderReader {
  private let text: [UInt8]
  private let path: String
  private let start: Int
  private var place = 0

  init(_ text: [UInt8], path: String, start: Int) { (self.text, self.path, self.start) = (text, path, start) }

  mutating func read() throws -> (NumPyType, Bool, [Int]) {
    var type: NumPyType?
    var isFortranOrdered: Bool?
    var sides: [Int]?
    try take("{")
    while !skips("}") {
      let key = try quoted()
      try take(":")
      switch key {
      case "descr":
        guard peek != UInt8(ascii: "[") else {
          throw damaged("a structured type", "one number an element")
        }
        let text = try quoted()
        type = NumPyType(text)
        guard type != nil else {
          throw damaged("elements of type \(text.prefix(20))", "bool, whole numbers of up to 8 bytes, or f2, f4 and f8")
        }
      case "fortran_order":
        let word = word()
        guard word == "True" || word == "False" else { throw damaged("\(word.prefix(20))", "True or False") }
        isFortranOrdered = word == "True"
      case "shape": sides = try numbers()
      default: throw damaged("the entry “\(key.prefix(20))”", "descr, fortran_order and shape")
      }
      if !skips(",") {
        try take("}")
        break
      }
    }
    guard let type, let isFortranOrdered, let sides else {
      throw damaged("a header that lacks an entry", "descr, fortran_order and shape")
    }
    return (type, isFortranOrdered, sides)
  }

  private var peek: UInt8? {
    mutating get {
      while place < text.count, text[place] == 0x20 || (9...13).contains(text[place]) { place += 1 }
      return place < text.count ? text[place] : nil
    }
  }

  private mutating func skips(_ character: Character) -> Bool {
    guard let byte = peek, Character(UnicodeScalar(byte)) == character else { return false }
    place += 1
    return true
  }

  private mutating func take(_ character: Character) throws {
    guard skips(character) else { throw damaged("no `\(character)`", "one") }
  }

  private mutating func quoted() throws -> String {
    guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw damaged("no text in quotes", "one")
    }
    let first = place + 1
    guard let end = text[first...].firstIndex(of: quote) else {
      throw damaged("a text without an end", "one in quotes")
    }
    place = end + 1
    return String(decoding: text[first..<end], as: UTF8.self)
  }

  private mutating func word() -> String {
    _ = peek
    let first = place
    while place < text.count, (0x41...0x5a).contains(text[place]) || (0x61...0x7a).contains(text[place]) { place += 1 }
    return String(decoding: text[first..<place], as: UTF8.self)
  }

  private mutating func numbers() throws -> [Int] {
    try take("(")
    var numbers: [Int] = []
    while !skips(")") {
      _ = peek
      let first = place
      while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
      guard let number = Int(String(decoding: text[first..<place], as: UTF8.self)), numbers.count < 32 else {
        throw damaged("a side that is no number", "up to 32 whole numbers")
      }
      // Python 2 writes long numbers so.
      _ = skips("L")
      numbers.append(number)
      if !skips(",") {
        try take(")")
        break
      }
    }
    return numbers
  }

  private func damaged(_ found: String, _ expected: String) -> FileFormatError {
    .damaged(path: path, place: "byte \(start + place) of the header", found: found, expected: expected)
  }
}
