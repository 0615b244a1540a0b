/// A value in a pickle: a text, a number, a list…, or what names an object, which is never made.
///
/// Values refer to each other as they do in Python: one that stands in several places is there once, and a list may hold
/// itself. Nothing here follows such references by itself, and whoever does asks for the ``count`` first: a few bytes of a
/// pickle can refer to a long list again and again.
package struct PickleValue: Sendable {
  /// One value, which refers to others by their places among all.
  enum Node: Sendable {
    case none
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    /// Bytes of the pickle.
    case bytes(Range<Int>)
    /// Bytes of the pickle in UTF-8.
    case text(Range<Int>)
    case list([Int])
    case tuple([Int])
    case set([Int])
    /// Keys and values by turns.
    case dictionary([Int])
    /// A name that the vocabulary has.
    case name(String)
    indirect case object(Object)
    /// What lies outside of the pickle, by its identification.
    case persistent(Int)
  }

  /// An object as a pickle describes it.
  struct Object: Sendable {
    let name: String
    let arguments: Int
    var state: Int?
    /// Keys and values by turns.
    var items: [Int] = []
  }

  /// All values of a pickle, and its bytes.
  final class Graph: Sendable {
    let bytes: [UInt8]
    let nodes: [Node]
    /// The byte at which each value begins.
    let places: [Int]

    init(bytes: [UInt8], nodes: [Node], places: [Int]) {
      (self.bytes, self.nodes, self.places) = (bytes, nodes, places)
    }
  }

  let graph: Graph
  let index: Int

  private var node: Node { graph.nodes[index] }
  private func value(_ index: Int) -> PickleValue { PickleValue(graph: graph, index: index) }

  /// The byte of the pickle at which it begins.
  package var place: Int { graph.places[index] }

  /// The truth value; nil for what is none.
  package var boolean: Bool? { if case .boolean(let flag) = node { flag } else { nil } }

  /// The whole number; nil for what is none.
  package var integer: Int? { if case .integer(let number) = node { number } else { nil } }

  /// The text of a text or of bytes, as Python 2 has texts; nil for what is neither, or is longer than any name.
  package var text: String? {
    bytes.flatMap { $0.count <= Self.longestText ? String(decoding: $0, as: UTF8.self) : nil }
  }

  /// Longer texts are bytes alone: a few bytes of a pickle can refer to one again and again.
  private static let longestText = 1 << 10

  /// The bytes; of a text those of its UTF-8. Nil for what is neither.
  package var bytes: ArraySlice<UInt8>? {
    switch node {
    case .text(let range), .bytes(let range): graph.bytes[range]
    default: nil
    }
  }

  /// The elements of a list; nil for what is none.
  package var list: [PickleValue]? { if case .list(let elements) = node { elements.map(value) } else { nil } }

  /// The parts of a tuple; nil for what is none.
  package var tuple: [PickleValue]? { if case .tuple(let parts) = node { parts.map(value) } else { nil } }

  /// The name; nil for what is none.
  package var name: String? { if case .name(let name) = node { name } else { nil } }

  /// What identifies a value outside of the pickle; nil for what is inside.
  package var persistentID: PickleValue? { if case .persistent(let index) = node { value(index) } else { nil } }

  /// The object, its arguments as a tuple; nil for what is none.
  package var object: (name: String, arguments: PickleValue, state: PickleValue?)? {
    guard case .object(let object) = node else { return nil }
    return (object.name, value(object.arguments), object.state.map(value))
  }

  /// How many elements a list, a tuple, a set or a dictionary has; 0 for anything else.
  package var count: Int {
    switch node {
    case .list(let elements), .tuple(let elements), .set(let elements): elements.count
    case .dictionary(let items): items.count / 2
    case .object(let object): object.items.count / 2
    default: 0
    }
  }

  /// The parts of a tuple of so many; nil for what is none.
  package func tuple(of counts: ClosedRange<Int>) -> [PickleValue]? { counts.contains(count) ? tuple : nil }

  /// The keys and values of a dictionary, or of an object that is one, in order; nil for what is none.
  package var entries: [(key: PickleValue, value: PickleValue)]? {
    let items: [Int]
    switch node {
    case .dictionary(let own): items = own
    case .object(let object) where PickleVocabulary.dictionaries.contains(object.name): items = object.items
    default: return nil
    }
    return stride(from: 0, to: items.count, by: 2).map { (value(items[$0]), value(items[$0 + 1])) }
  }

  /// The last value under a text in a dictionary; nil where there is none.
  package subscript(key: String) -> PickleValue? {
    let name = Array(key.utf8)
    return entries?.last { $0.key.bytes.map { $0.count == name.count && $0.elementsEqual(name) } ?? false }?.value
  }

  /// What it is, for people.
  package var kind: String {
    switch node {
    case .none: "None"
    case .boolean: "a truth value"
    case .integer(let number): "the number \(number)"
    case .number(let number): "the number \(number)"
    case .bytes(let range): "\(range.count) bytes of text"
    case .text: "a text"
    case .list(let list): "a list of \(list.count)"
    case .tuple(let tuple): "a tuple of \(tuple.count)"
    case .set(let set): "a set of \(set.count)"
    case .dictionary: "a dictionary"
    case .name(let name): "the name \(name)"
    case .object(let object): PickleVocabulary.dictionaries.contains(object.name) ? "a dictionary" : "a \(object.name)"
    case .persistent: "something outside of the pickle"
    }
  }
}
