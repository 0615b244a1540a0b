/// A NumPy array of bytes in a pickle, as versions 1 and 2 of NumPy write them.
package struct PickledArray {
  /// The sides, outermost first.
  package let shape: [Int]
  /// The numbers, as many as the sides' product.
  package let bytes: ArraySlice<UInt8>

  private static let makers: Set = ["numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct"]

  /// The names that such arrays use: Python 3 writes bytes as a text, and what encodes it.
  package static let names = makers.union(["numpy ndarray", "numpy dtype", "_codecs encode"])

  /// The array that a value describes; throws ``FileFormatError/badPickle(path:byte:found:expected:)`` where it is none.
  package init(_ value: PickleValue, path: String) throws {
    func bad(_ value: PickleValue, _ found: String, _ expected: String) -> FileFormatError {
      .badPickle(path: path, byte: value.place, found: found, expected: expected)
    }
    guard let object = value.object, Self.makers.contains(object.name), let state = object.state else {
      throw bad(value, value.kind, "a NumPy array")
    }
    guard let parts = state.tuple(of: 5...5), let sides = parts[1].tuple(of: 0...8), parts[3].boolean == false else {
      throw bad(state, state.kind, "the state of a NumPy array: version, shape, element type, order C, bytes")
    }
    guard let type = parts[2].object, type.name == "numpy dtype",
      let name = type.arguments.tuple(of: 1...8)?.first?.text
    else {
      throw bad(parts[2], parts[2].kind, "the elements' type")
    }
    guard name == "u1" || name == "|u1" else { throw bad(parts[2], "elements of type \(name)", "u1, bytes") }
    var shape: [Int] = []
    var count = 1
    for side in sides {
      guard let number = side.integer, number >= 0 else { throw bad(side, side.kind, "a side of the array") }
      let (product, overflow) = count.multipliedReportingOverflow(by: number)
      guard !overflow else { throw bad(state, "an array that large", "one that the pickle holds") }
      (count, shape) = (product, shape + [number])
    }
    if let encoded = parts[4].object, encoded.name == "_codecs encode",
      let text = encoded.arguments.tuple(of: 1...2)?.first
    {
      guard let bytes = Self.latin(text.bytes ?? []) else {
        throw bad(text, "a character beyond 255", "a text of bytes")
      }
      self.bytes = bytes[...]
    } else {
      guard let bytes = parts[4].bytes else { throw bad(parts[4], parts[4].kind, "the array's bytes") }
      self.bytes = bytes
    }
    guard count == bytes.count else { throw bad(parts[4], "\(bytes.count) bytes", "\(count) for the array") }
    self.shape = shape
  }

  /// The bytes that Python 3 wrote as a text of so many characters; nil where one of them is no byte.
  private static func latin(_ source: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var index = source.startIndex
    while index < source.endIndex {
      let lead = source[index]
      if lead < 0x80 {
        bytes.append(lead)
        index += 1
      } else {
        guard lead & 0xfe == 0xc2, index + 1 < source.endIndex, source[index + 1] & 0xc0 == 0x80 else { return nil }
        bytes.append((lead & 3) << 6 | source[index + 1] & 0x3f)
        index += 2
      }
    }
    return bytes
  }
}
