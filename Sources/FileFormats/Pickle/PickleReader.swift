import Basics

/// Reads pickles of protocols 1 to 5 as descriptions of values; it knows no class and calls nothing.
///
/// An object comes out as the name of what would make it, the arguments and the state; whoever reads it knows what that
/// means. Names beyond a vocabulary are an error, as are opcodes that no such pickle needs, and more values than anybody's
/// weights have.
package struct PickleReader {
  private let path: String
  private let bytes: [UInt8]
  private let vocabulary: PickleVocabulary
  private var place = 0
  private var opcodePlace = 0
  private var nodes: [PickleValue.Node] = []
  private var places: [Int] = []
  /// The places of values among the nodes.
  private var stack: [Int] = []
  private var marks: [Int] = []
  private var memo: [Int: Int] = [:]

  /// More values than these are refused: a pickle of weights has some twenty for each tensor.
  private static let mostValues = 1 << 22

  private init(_ bytes: [UInt8], path: String, vocabulary: PickleVocabulary) {
    (self.bytes, self.path, self.vocabulary) = (bytes, path, vocabulary)
  }

  /// The value in `bytes`; throws ``FileFormatError/badPickle(path:byte:found:expected:)``.
  package static func read(_ bytes: [UInt8], path: String, vocabulary: PickleVocabulary) throws -> PickleValue {
    var reader = PickleReader(bytes, path: path, vocabulary: vocabulary)
    let index = try reader.run()
    return PickleValue(
      graph: PickleValue.Graph(bytes: bytes, nodes: reader.nodes, places: reader.places), index: index)
  }

  private mutating func run() throws -> Int {
    while true {
      opcodePlace = place
      let opcode = try byte()
      guard nodes.count < Self.mostValues else { throw bad("more than \(nodes.count) values", "fewer") }
      if opcode == UInt8(ascii: ".") {
        let value = try pop()
        guard stack.isEmpty, marks.isEmpty else { throw bad("\(stack.count) values too many", "one value at the end") }
        return value
      }
      guard try simple(opcode) || container(opcode) || reference(opcode) else {
        throw bad("opcode \(HexBytes.text([opcode]))", "one of the opcodes of \(vocabulary.subject)")
      }
    }
  }

  /// Numbers, texts and bytes; false where the opcode is of another kind.
  private mutating func simple(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "N"): push(.none)
    case 0x88: push(.boolean(true))
    case 0x89: push(.boolean(false))
    case UInt8(ascii: "K"): push(.integer(try little(1)))
    case UInt8(ascii: "M"): push(.integer(try little(2)))
    case UInt8(ascii: "J"): push(.integer(Int(Int32(truncatingIfNeeded: try little(4)))))
    case 0x8a: push(long(try take(try little(1))))
    case UInt8(ascii: "G"):
      push(.number(Double(bitPattern: try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[$1]) })))
    case UInt8(ascii: "U"), UInt8(ascii: "C"): push(.bytes(try take(try little(1))))
    case UInt8(ascii: "T"), UInt8(ascii: "B"): push(.bytes(try take(try little(4))))
    case 0x8e: push(.bytes(try take(try little(8))))
    case 0x8c: push(.text(try take(try little(1))))
    case UInt8(ascii: "X"): push(.text(try take(try little(4))))
    case 0x8d: push(.text(try take(try little(8))))
    default: return false
    }
    return true
  }

  /// Lists, tuples, sets and dictionaries; false where the opcode is of another kind.
  private mutating func container(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "}"): push(.dictionary([]))
    case UInt8(ascii: "]"): push(.list([]))
    case UInt8(ascii: ")"): push(.tuple([]))
    case 0x8f: push(.set([]))
    case 0x85: push(.tuple(try popLast(1)))
    case 0x86: push(.tuple(try popLast(2)))
    case 0x87: push(.tuple(try popLast(3)))
    case UInt8(ascii: "t"): push(.tuple(try popLast(try sinceMark())))
    case UInt8(ascii: "l"): push(.list(try popLast(try sinceMark())))
    case UInt8(ascii: "a"): try append(1)
    case UInt8(ascii: "e"), 0x90: try append(try sinceMark())
    case UInt8(ascii: "s"): try set(2)
    case UInt8(ascii: "u"): try set(try sinceMark())
    default: return false
    }
    return true
  }

  /// The memo, names, objects and what frames all of it; false where the opcode is of another kind.
  private mutating func reference(_ opcode: UInt8) throws -> Bool {
    switch opcode {
    case 0x80:  // PROTO
      let version = try byte()
      guard (1...5).contains(version) else { throw bad("protocol \(version)", "protocol 1 to 5") }
    case 0x95: _ = try take(8)  // FRAME
    case UInt8(ascii: "q"): try remember(try little(1))
    case UInt8(ascii: "r"): try remember(try little(4))
    case 0x94: try remember(memo.count)
    case UInt8(ascii: "h"): try recall(try little(1))
    case UInt8(ascii: "j"): try recall(try little(4))
    case UInt8(ascii: "c"): try name(try line() + " " + line())
    case 0x93:  // STACK_GLOBAL
      let parts = try popLast(2)
      guard let module = text(parts[0]), let name = text(parts[1]) else { throw bad("no texts", "a module and a name") }
      try self.name(module + " " + name)
    case UInt8(ascii: "R"), 0x81: try make()
    case UInt8(ascii: "b"): try build()
    case UInt8(ascii: "Q"): push(.persistent(try pop()))
    default: return false
    }
    return true
  }

  // MARK: Reading

  private func bad(_ found: String, _ expected: String) -> FileFormatError {
    .badPickle(path: path, byte: opcodePlace, found: found, expected: expected)
  }

  private mutating func take(_ count: Int) throws -> Range<Int> {
    guard count >= 0, count <= bytes.count - place else {
      throw bad("\(bytes.count - place) bytes to the end", "\(count) bytes")
    }
    defer { place += count }
    return place..<place + count
  }

  private mutating func byte() throws -> UInt8 {
    guard place < bytes.count else { throw bad("the end", "more; it is truncated") }
    defer { place += 1 }
    return bytes[place]
  }

  /// A number of so many bytes, the lowest first; one of eight that no count can be is the greatest there is.
  private mutating func little(_ count: Int) throws -> Int {
    let number = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[$1]) }
    return Int(clamping: number)
  }

  private mutating func line() throws -> String {
    guard let end = bytes[place...].prefix(256).firstIndex(of: 10) else { throw bad("a name without end", "a line") }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  /// A whole number in two's complement, the lowest byte first; as bytes where it is too long.
  private func long(_ range: Range<Int>) -> PickleValue.Node {
    guard range.count <= 8 else { return .bytes(range) }
    guard let last = range.last else { return .integer(0) }
    let sign: UInt64 = bytes[last] >= 0x80 ? .max : 0
    return .integer(Int(Int64(bitPattern: range.reversed().reduce(sign) { $0 << 8 | UInt64(bytes[$1]) })))
  }

  private func text(_ index: Int) -> String? {
    guard case .text(let range) = nodes[index], range.count < 256 else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: The stack

  private mutating func push(_ node: PickleValue.Node) {
    stack.append(nodes.count)
    nodes.append(node)
    places.append(opcodePlace)
  }

  private mutating func pop() throws -> Int {
    guard stack.count > (marks.last ?? 0), let index = stack.popLast() else { throw bad("an empty stack", "a value") }
    return index
  }

  private mutating func sinceMark() throws -> Int {
    guard let mark = marks.popLast() else { throw bad("no mark", "a mark") }
    return stack.count - mark
  }

  private mutating func popLast(_ count: Int) throws -> [Int] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw bad("\(stack.count - (marks.last ?? 0)) values", "\(count)")
    }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    return values
  }

  private mutating func remember(_ key: Int) throws {
    guard let index = stack.last else { throw bad("an empty stack", "a value to remember") }
    memo[key] = index
  }

  private mutating func recall(_ key: Int) throws {
    guard let index = memo[key] else { throw bad("a reference to \(key)", "one to a value before it") }
    stack.append(index)
  }

  /// The last value without taking it; nil where there is none since the mark.
  private var last: Int? { stack.count > (marks.last ?? 0) ? stack.last : nil }

  private mutating func append(_ count: Int) throws {
    let values = try popLast(count)
    guard let last else { throw bad("an empty stack", "a list to append to") }
    // Held by nobody else, it is not copied.
    let node = nodes[last]
    nodes[last] = .none
    switch node {
    case .list(var elements):
      elements += values
      nodes[last] = .list(elements)
    case .set(var elements):
      elements += values
      nodes[last] = .set(elements)
    default: throw bad("no list", "a list to append to")
    }
  }

  private mutating func set(_ count: Int) throws {
    let values = try popLast(count)
    guard count % 2 == 0, let last else { throw bad("no dictionary and pairs", "a dictionary to set entries in") }
    let node = nodes[last]
    nodes[last] = .none
    switch node {
    case .dictionary(var items):
      items += values
      nodes[last] = .dictionary(items)
    case .object(var object) where PickleVocabulary.dictionaries.contains(object.name):
      object.items += values
      nodes[last] = .object(object)
    default: throw bad("no dictionary and pairs", "a dictionary to set entries in")
    }
  }

  // MARK: Objects

  private mutating func name(_ name: String) throws {
    guard vocabulary.names.contains(name) else { throw bad("the name \(name)", vocabulary.expected) }
    push(.name(name))
  }

  private mutating func make() throws {
    let parts = try popLast(2)
    guard case .name(let name) = nodes[parts[0]], case .tuple = nodes[parts[1]] else {
      throw bad("no name and arguments", "an object of \(vocabulary.subject)")
    }
    push(.object(PickleValue.Object(name: name, arguments: parts[1])))
  }

  private mutating func build() throws {
    let state = try pop()
    guard let last, case .object(var object) = nodes[last] else { throw bad("a state for no object", "an object") }
    nodes[last] = .none
    object.state = state
    nodes[last] = .object(object)
  }
}
