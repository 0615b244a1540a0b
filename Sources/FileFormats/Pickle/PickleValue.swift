/// What a pickle may hold here: texts, numbers, lists, dictionaries, and NumPy arrays of bytes.
package indirect enum PickleValue {
  case none
  case boolean(Bool)
  case integer(Int)
  case bytes(ArraySlice<UInt8>)
  case text(String)
  case list([PickleValue])
  case tuple([PickleValue])
  case dictionary([String: PickleValue])
  case global(String)
  case elementType(String)
  case array(shape: [Int], ArraySlice<UInt8>)

  /// The entry `key` of a dictionary.
  package subscript(key: String) -> PickleValue? {
    if case .dictionary(let entries) = self { entries[key] } else { nil }
  }

  /// The text of a text or of bytes.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// What it is, for people.
  package var kind: String {
    switch self {
    case .none: "None"
    case .boolean: "a truth value"
    case .integer(let number): "the number \(number)"
    case .bytes(let bytes): "\(bytes.count) bytes of text"
    case .text: "a text"
    case .list(let list): "a list of \(list.count)"
    case .tuple(let tuple): "a tuple of \(tuple.count)"
    case .dictionary: "a dictionary"
    case .global(let name): "the name \(name)"
    case .elementType(let name): "the element type \(name)"
    case .array(let shape, _): "an array of \(shape.map(String.init).joined(separator: "x")) bytes"
    }
  }
}
