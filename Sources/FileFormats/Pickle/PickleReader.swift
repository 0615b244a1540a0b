/// Reads exactly the pickles that CIFAR-10 consists of; it knows no class and calls nothing.
///
/// The few names it accepts (`numpy` arrays, their element type, and the way Python 3 writes bytes)
/// are recognised, never looked up. Everything else is an error.
package struct PickleReader {
  private let path: String
  private let bytes: [UInt8]
  private var place = 0
  private var opcodePlace = 0
  private var stack: [Slot] = []
  private var marks: [Int] = []
  private var memo: [Int: Slot] = [:]
  /// Bytes that texts were made into so far; a genuine pickle makes no more than it holds.
  private var decoded = 0

  /// A value, and how many levels of lists, tuples and dictionaries it is.
  private struct Slot {
    var value: PickleValue
    var depth = 0
  }

  /// How deep lists, tuples and dictionaries may lie in one another: CIFAR-10's lie three deep.
  private static let deepest = 4

  private static let arrays: Set = [
    "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct",
  ]
  private static let names: Set = arrays.union(["numpy ndarray", "numpy dtype", "_codecs encode"])

  private init(_ bytes: [UInt8], path: String) {
    (self.bytes, self.path) = (bytes, path)
  }

  /// The value in `bytes`; throws ``FileFormatError/badPickle(path:byte:found:expected:)``.
  package static func read(_ bytes: [UInt8], path: String) throws -> PickleValue {
    var reader = PickleReader(bytes, path: path)
    return try reader.run()
  }

  private mutating func run() throws -> PickleValue {
    while true {
      opcodePlace = place
      let opcode = try byte()
      switch opcode {
      case 0x80:  // PROTO
        let version = try byte()
        guard (1...3).contains(version) else { throw bad("protocol \(version)", "protocol 1, 2 or 3") }
      case UInt8(ascii: "."):
        let value = try pop()
        guard stack.isEmpty, marks.isEmpty else { throw bad("\(stack.count) values too many", "one value at the end") }
        return value
      case UInt8(ascii: "("): marks.append(stack.count)
      case UInt8(ascii: "}"): stack.append(Slot(value: .dictionary([:]), depth: 1))
      case UInt8(ascii: "]"): stack.append(Slot(value: .list([]), depth: 1))
      case UInt8(ascii: ")"): stack.append(Slot(value: .tuple([]), depth: 1))
      case UInt8(ascii: "N"): push(.none)
      case 0x88: push(.boolean(true))
      case 0x89: push(.boolean(false))
      case UInt8(ascii: "K"): push(.integer(try little(1)))
      case UInt8(ascii: "M"): push(.integer(try little(2)))
      case UInt8(ascii: "J"): push(.integer(Int(Int32(truncatingIfNeeded: try little(4)))))
      case UInt8(ascii: "U"), UInt8(ascii: "C"): push(.bytes(try take(try little(1))))
      case UInt8(ascii: "T"), UInt8(ascii: "B"): push(.bytes(try take(try little(4))))
      case UInt8(ascii: "X"): push(try unicode(try take(try little(4))))
      case UInt8(ascii: "q"): try remember(try little(1))
      case UInt8(ascii: "r"): try remember(try little(4))
      case UInt8(ascii: "h"): try recall(try little(1))
      case UInt8(ascii: "j"): try recall(try little(4))
      case 0x85: try tuple(1)
      case 0x86: try tuple(2)
      case 0x87: try tuple(3)
      case UInt8(ascii: "t"): try tuple(try sinceMark())
      case UInt8(ascii: "a"): try append(1)
      case UInt8(ascii: "e"): try append(try sinceMark())
      case UInt8(ascii: "s"): try set(2)
      case UInt8(ascii: "u"): try set(try sinceMark())
      case UInt8(ascii: "c"): try global()
      case UInt8(ascii: "R"): try reduce()
      case UInt8(ascii: "b"): try build()
      default: throw bad("opcode \(HexBytes.text([opcode]))", "one of the opcodes of a CIFAR-10 batch")
      }
    }
  }

  // MARK: Reading

  private func bad(_ found: String, _ expected: String) -> FileFormatError {
    .badPickle(path: path, byte: opcodePlace, found: found, expected: expected)
  }

  private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else {
      throw bad("\(bytes.count - place) bytes to the end", "\(count) bytes")
    }
    defer { place += count }
    return bytes[place..<place + count]
  }

  private mutating func byte() throws -> UInt8 {
    guard place < bytes.count else { throw bad("the end", "more; it is truncated") }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func little(_ count: Int) throws -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func line() throws -> String {
    guard let end = bytes[place...].prefix(256).firstIndex(of: 10) else { throw bad("a name without end", "a line") }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  /// A text; where it stands for bytes, each of its characters is one of them, so it is kept as UTF-8.
  private func unicode(_ bytes: ArraySlice<UInt8>) throws -> PickleValue {
    bytes.count > 1 << 16 ? .bytes(bytes) : .text(String(decoding: bytes, as: UTF8.self))
  }

  // MARK: The stack

  private mutating func push(_ value: PickleValue) { stack.append(Slot(value: value)) }

  private mutating func pop() throws -> PickleValue {
    guard stack.count > (marks.last ?? 0), let slot = stack.popLast() else { throw bad("an empty stack", "a value") }
    return slot.value
  }

  private mutating func sinceMark() throws -> Int {
    guard let mark = marks.popLast() else { throw bad("no mark", "a mark") }
    return stack.count - mark
  }

  /// The last values, and how many levels something has that holds them.
  private mutating func popLast(_ count: Int) throws -> (values: [PickleValue], depth: Int) {
    guard stack.count - (marks.last ?? 0) >= count else { throw bad("\(stack.count) values", "\(count)") }
    let slots = stack.suffix(count)
    let depth = 1 + (slots.map(\.depth).max() ?? 0)
    guard depth <= Self.deepest else { throw bad("\(depth) levels of values", "\(Self.deepest) at most") }
    let values = slots.map(\.value)
    stack.removeLast(count)
    return (values, depth)
  }

  private mutating func remember(_ key: Int) throws {
    guard let slot = stack.last else { throw bad("an empty stack", "a value to remember") }
    switch slot.value {
    // What can still grow is not shared; CIFAR-10 never asks for it again.
    case .list, .dictionary, .array: memo[key] = nil
    default: memo[key] = slot
    }
  }

  private mutating func recall(_ key: Int) throws {
    guard let slot = memo[key] else {
      throw bad("a reference to \(key)", "one to a text, number, tuple or name before it")
    }
    stack.append(slot)
  }

  private mutating func tuple(_ count: Int) throws {
    let (values, depth) = try popLast(count)
    stack.append(Slot(value: .tuple(values), depth: depth))
  }

  private mutating func append(_ count: Int) throws {
    let (values, depth) = try popLast(count)
    guard var last = stack.popLast(), case .list(var list) = last.value else {
      throw bad("no list", "a list to append to")
    }
    // Held by nobody else, it is not copied.
    last.value = .none
    list.append(contentsOf: values)
    stack.append(Slot(value: .list(list), depth: max(last.depth, depth)))
  }

  private mutating func set(_ count: Int) throws {
    let (values, depth) = try popLast(count)
    guard count % 2 == 0, var last = stack.popLast(), case .dictionary(var entries) = last.value else {
      throw bad("no dictionary and pairs", "a dictionary to set entries in")
    }
    last.value = .none
    for pair in stride(from: 0, to: count, by: 2) {
      guard let key = values[pair].text else { throw bad("\(values[pair].kind) as a key", "a text") }
      entries[key] = values[pair + 1]
    }
    stack.append(Slot(value: .dictionary(entries), depth: max(last.depth, depth)))
  }

  // MARK: NumPy's arrays

  private mutating func global() throws {
    let name = try line() + " " + line()
    guard Self.names.contains(name) else { throw bad("the name \(name)", "a NumPy array; no other object is loaded") }
    push(.global(name))
  }

  private mutating func reduce() throws {
    guard case .tuple(let arguments) = try pop(), case .global(let name) = try pop() else {
      throw bad("no name and arguments", "a NumPy array")
    }
    if Self.arrays.contains(name) {
      push(.array(shape: [], []))
    } else if name == "numpy dtype", let type = arguments.first?.text {
      guard type == "u1" || type == "|u1" else { throw bad("elements of type \(type)", "u1, bytes") }
      push(.elementType(type))
    } else if name == "_codecs encode", arguments.count == 2, let text = arguments.first {
      push(.bytes(try latin(text)))
    } else {
      throw bad("\(name) of \(arguments.count) arguments", "a NumPy array")
    }
  }

  /// The bytes that Python 3 wrote as a text of so many characters.
  private mutating func latin(_ value: PickleValue) throws -> ArraySlice<UInt8> {
    var source: [UInt8] = []
    switch value {
    case .text(let text): source = Array(text.utf8)
    case .bytes(let bytes): source = Array(bytes)
    default: throw bad(value.kind, "a text of bytes")
    }
    // A text can be remembered and made into bytes again and again.
    decoded += source.count
    guard decoded <= self.bytes.count else {
      throw bad("texts of \(decoded) bytes", "no more than the \(self.bytes.count) of the pickle")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let lead = source[index]
      if lead < 0x80 {
        bytes.append(lead)
        index += 1
      } else {
        guard lead & 0xfe == 0xc2, index + 1 < source.count, source[index + 1] & 0xc0 == 0x80 else {
          throw bad("a character beyond 255", "a text of bytes")
        }
        bytes.append((lead & 3) << 6 | source[index + 1] & 0x3f)
        index += 2
      }
    }
    return bytes[...]
  }

  private mutating func build() throws {
    let state = try pop()
    guard case .tuple(let parts) = state else { throw bad(state.kind, "the state of a NumPy array") }
    switch try pop() {
    case .elementType(let type): push(.elementType(type))
    case .array:
      guard parts.count == 5, case .tuple(let sides) = parts[1], case .elementType = parts[2],
        case .boolean(false) = parts[3], case .bytes(let data) = parts[4]
      else { throw bad("a state of \(parts.count) parts", "version, shape, element type, order C, bytes") }
      var shape: [Int] = []
      var count = 1
      for side in sides {
        guard case .integer(let number) = side, number >= 0 else { throw bad(side.kind, "a side of the array") }
        let (product, overflow) = count.multipliedReportingOverflow(by: number)
        guard !overflow else { throw bad("an array that large", "\(data.count) bytes") }
        (count, shape) = (product, shape + [number])
      }
      guard count == data.count else { throw bad("\(data.count) bytes", "\(count) for the array") }
      push(.array(shape: shape, data))
    case let other: throw bad("a state for \(other.kind)", "a NumPy array")
    }
  }
}
