internal import Basics

/// What stands before the data of a safetensors file: the tensors, and texts.
struct SafetensorsHeader: Sendable {
  /// The tensors by name.
  let entries: [String: Safetensors.Entry]
  /// Their names in the order of their data.
  let names: [String]
  /// The texts under `__metadata__`.
  let metadata: [String: String]
  /// Where the data begins in the file.
  let start: Int

  /// The name under which a header holds texts.
  private static let metadataName = "__metadata__"

  /// The longest header that is read, as in the format's own reader.
  static let greatestLength = 100_000_000

  /// Reads a header that lies so in a file of so many bytes; throws where the tensors are not those of its data.
  init(_ header: ArraySlice<UInt8>, at range: Range<Int>, fileSize: Int, file: String) throws(SafetensorsError) {
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file, tensor: tensor, found: found, expected: expected)
    }
    start = range.upperBound
    let available = fileSize - start
    let members = try Self.members(header, file: file)
    metadata = try Self.metadata(in: members, file: file)
    var entries: [String: Safetensors.Entry] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) where name != Self.metadataName {
      guard let fields = value.object else { throw failure(name, "no object", "dtype, shape and data_offsets") }
      entries[name] = try Self.entry(name, fields, available: available, failure)
    }
    let ordered = entries.sorted {
      let (a, b) = ($0.value.range, $1.value.range)
      // An empty tensor comes before the one that begins where it does.
      return (a.lowerBound, a.upperBound, $0.key) < (b.lowerBound, b.upperBound, $1.key)
    }
    var end = 0
    for (name, entry) in ordered {
      guard entry.range.lowerBound == end else {
        throw failure(
          name, "data from byte \(entry.range.lowerBound)", "from byte \(end), where the tensor before it ends")
      }
      end = entry.range.upperBound
    }
    guard end == available else { throw failure(nil, "\(available) bytes of data", "\(end), as the header says") }
    self.entries = entries
    names = ordered.map(\.key)
  }

  /// Where the header lies, as the first 8 bytes of a file tell.
  static func range(
    _ bytes: ArraySlice<UInt8>, fileSize: Int, file: String
  ) throws(SafetensorsError) -> Range<Int> {
    guard bytes.count >= 8, fileSize >= 8 else {
      throw SafetensorsError(
        file: file, tensor: nil, found: "\(bytes.count) bytes", expected: "a header of 8 bytes or more")
    }
    let size = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard size <= UInt64(greatestLength), size <= UInt64(fileSize - 8) else {
      throw SafetensorsError(
        file: file, tensor: nil, found: "a header of \(size) bytes",
        expected: "at most \(min(greatestLength, fileSize - 8)), which the file has")
    }
    return 8..<8 + Int(size)
  }

  /// The texts that a header holds, whatever else is in it.
  static func metadata(_ header: ArraySlice<UInt8>, file: String) throws(SafetensorsError) -> [String: String] {
    try metadata(in: members(header, file: file), file: file)
  }

  /// The members of the header.
  private static func members(
    _ header: ArraySlice<UInt8>, file: String
  ) throws(SafetensorsError) -> [String: JSONValue] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(json: header)
    } catch {
      let place = error.offset < header.count ? " at \(error.offset)" : ""
      throw SafetensorsError(
        file: file, tensor: nil, found: "\(error.found)\(place) of the header", expected: error.expected)
    }
    guard let members = value.object else {
      throw SafetensorsError(file: file, tensor: nil, found: "a header that is no object", expected: "an object")
    }
    return members
  }

  private static func metadata(
    in members: [String: JSONValue], file: String
  ) throws(SafetensorsError) -> [String: String] {
    guard let value = members[metadataName] else { return [:] }
    guard let fields = value.object else {
      throw SafetensorsError(file: file, tensor: nil, found: "metadata that is no object", expected: "an object")
    }
    var metadata: [String: String] = [:]
    for (key, value) in fields {
      guard let text = value.text else {
        throw SafetensorsError(
          file: file, tensor: nil, found: "metadata \"\(key)\" that is no text", expected: "texts")
      }
      metadata[key] = text
    }
    return metadata
  }

  private static func entry(
    _ name: String, _ fields: [String: JSONValue], available: Int,
    _ failure: (String?, String, String) -> SafetensorsError
  ) throws(SafetensorsError) -> Safetensors.Entry {
    guard let type = fields["dtype"]?.text, let shape = fields["shape"]?.list.flatMap(integers),
      let offsets = fields["data_offsets"]?.list.flatMap(integers), offsets.count == 2
    else {
      throw failure(name, "an incomplete entry", "dtype, shape and two data_offsets")
    }
    guard offsets[0] <= offsets[1], offsets[1] <= available else {
      throw failure(
        name, "data from byte \(offsets[0]) to \(offsets[1])", "a range within the file's \(available) bytes")
    }
    if let known = Safetensors.ElementType(rawValue: type) {
      let count = shape.reduce(known.size) { $0.timesSaturating($1) }
      guard count == offsets[1] - offsets[0] else {
        throw failure(name, "\(offsets[1] - offsets[0]) bytes", "\(count) for \(type) of shape \(shape)")
      }
    }
    return Safetensors.Entry(type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func integers(_ list: [JSONValue]) -> [Int]? {
    let numbers = list.compactMap { if case .integer(let number) = $0, number >= 0 { number } else { nil } }
    return numbers.count == list.count ? numbers : nil
  }
}
