public import Basics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file of named tensors in the safetensors format, read and checked.
public struct Safetensors: Sendable {
  /// A tensor's element type; others are read over by name and refused when asked for.
  public enum ElementType: String, Sendable {
    case float32 = "F32"
    case float64 = "F64"
    case integer64 = "I64"
    case unsigned32 = "U32"
    case unsignedByte = "U8"

    /// The bytes of a number.
    var size: Int {
      switch self {
      case .float32, .unsigned32: 4
      case .float64, .integer64: 8
      case .unsignedByte: 1
      }
    }
  }

  /// One tensor as the header describes it.
  public struct Entry: Sendable, Hashable {
    /// The element type as the file names it.
    public let type: String
    /// The sides, outermost first.
    public let shape: [Int]
    /// The bytes behind the header that hold it.
    public let range: Range<Int>
  }

  /// The file's path, for messages.
  public let file: String
  /// The tensors by name.
  public let entries: [String: Entry]
  /// The texts under `__metadata__`.
  public let metadata: [String: String]
  private let bytes: [UInt8]
  private let start: Int

  /// The name under which a header holds texts.
  private static let metadataName = "__metadata__"

  /// The longest header that is read, as in the format's own reader.
  static let greatestHeader = 100_000_000

  /// Reads a file, of no more than `limit` bytes where one is given; throws `Interrupted` where it is stopped.
  public init(contentsOf path: String, limit: Int? = nil, unless stop: StopFlag = StopFlag()) throws {
    var status = stat()
    if let limit, stat(path, &status) == 0, let size = Int(exactly: status.st_size), size > limit {
      throw SafetensorsError(
        file: path, tensor: nil, found: "\(size) bytes", expected: "no more than \(limit), which are there")
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.bytes(of: path, unless: stop)
    } catch {
      try stop.check()
      throw SafetensorsError(file: path, tensor: nil, found: "no file that can be read", expected: "a safetensors file")
    }
    try self.init(bytes, file: path)
  }

  /// Checks the bytes of a file.
  public init(_ bytes: [UInt8], file: String) throws(SafetensorsError) {
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file, tensor: tensor, found: found, expected: expected)
    }
    let header = try Self.headerRange(bytes[...], fileSize: bytes.count, file: file)
    start = header.upperBound
    let members = try Self.members(bytes[header], file: file)
    var entries: [String: Entry] = [:]
    metadata = try Self.metadata(in: members, file: file)
    for (name, value) in members.sorted(by: { $0.key < $1.key }) where name != Self.metadataName {
      guard let fields = value.object else { throw failure(name, "no object", "dtype, shape and data_offsets") }
      entries[name] = try Self.entry(name, fields, available: bytes.count - start, failure)
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
    guard end == bytes.count - start else {
      throw failure(nil, "\(bytes.count - start) bytes of data", "\(end), as the header says")
    }
    self.file = file
    self.bytes = bytes
    self.entries = entries
  }

  /// The texts under `__metadata__` of the file at a path, of which no more is read than its header.
  public static func metadata(of path: String) throws -> [String: String] {
    let beginning = try FileContents.beginning(of: path, count: 8)
    let header = try headerRange(beginning.bytes[...], fileSize: beginning.fileSize, file: path)
    let bytes = try FileContents.beginning(of: path, count: header.upperBound).bytes
    guard bytes.count == header.upperBound else {
      throw SafetensorsError(file: path, tensor: nil, found: "\(bytes.count) bytes", expected: "\(header.upperBound)")
    }
    return try metadata(in: members(bytes[header], file: path), file: path)
  }

  /// Where the header lies, as the first 8 bytes of a file tell.
  private static func headerRange(
    _ bytes: ArraySlice<UInt8>, fileSize: Int, file: String
  ) throws(SafetensorsError) -> Range<Int> {
    guard bytes.count >= 8, fileSize >= 8 else {
      throw SafetensorsError(
        file: file, tensor: nil, found: "\(bytes.count) bytes", expected: "a header of 8 bytes or more")
    }
    let size = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard size <= UInt64(greatestHeader), size <= UInt64(fileSize - 8) else {
      throw SafetensorsError(
        file: file, tensor: nil, found: "a header of \(size) bytes",
        expected: "at most \(min(greatestHeader, fileSize - 8)), which the file has")
    }
    return 8..<8 + Int(size)
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

  /// The texts that a header holds.
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
  ) throws(SafetensorsError) -> Entry {
    guard let type = fields["dtype"]?.text, let shape = fields["shape"]?.list.flatMap(integers),
      let offsets = fields["data_offsets"]?.list.flatMap(integers), offsets.count == 2
    else {
      throw failure(name, "an incomplete entry", "dtype, shape and two data_offsets")
    }
    guard offsets[0] <= offsets[1], offsets[1] <= available else {
      throw failure(
        name, "data from byte \(offsets[0]) to \(offsets[1])", "a range within the file's \(available) bytes")
    }
    if let known = ElementType(rawValue: type) {
      let count = shape.reduce(known.size) { $0.timesSaturating($1) }
      guard count == offsets[1] - offsets[0] else {
        throw failure(name, "\(offsets[1] - offsets[0]) bytes", "\(count) for \(type) of shape \(shape)")
      }
    }
    return Entry(type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func integers(_ list: [JSONValue]) -> [Int]? {
    let numbers = list.compactMap { if case .integer(let number) = $0, number >= 0 { number } else { nil } }
    return numbers.count == list.count ? numbers : nil
  }

  private func entry(_ name: String, _ type: ElementType, shape: [Int]?) throws(SafetensorsError) -> Entry {
    guard let entry = entries[name] else {
      throw SafetensorsError(file: file, tensor: name, found: "no such tensor", expected: "one")
    }
    guard entry.type == type.rawValue else {
      throw SafetensorsError(file: file, tensor: name, found: "dtype \(entry.type)", expected: type.rawValue)
    }
    if let shape, shape != entry.shape {
      throw SafetensorsError(file: file, tensor: name, found: "shape \(entry.shape)", expected: "\(shape)")
    }
    return entry
  }

  /// The numbers of a float tensor, each of them finite unless all are taken; its shape is checked if one is given.
  public func floats(_ name: String, shape: [Int]? = nil, takingAll: Bool = false) throws(SafetensorsError) -> [Float] {
    let numbers = numbers(of: try entry(name, .float32, shape: shape)) { (bits: UInt32) in Float(bitPattern: bits) }
    if !takingAll, let place = numbers.firstIndex(where: { !$0.isFinite }) {
      throw SafetensorsError(
        file: file, tensor: name, found: "\(numbers[place]) at place \(place)", expected: "finite numbers")
    }
    return numbers
  }

  /// The numbers of a tensor of doubles, whether they are finite or not; its shape is checked if one is given.
  public func doubles(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [Double] {
    numbers(of: try entry(name, .float64, shape: shape)) { (bits: UInt64) in Double(bitPattern: bits) }
  }

  /// The numbers of a tensor of whole numbers; its shape is checked if one is given.
  public func integers(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [Int64] {
    numbers(of: try entry(name, .integer64, shape: shape)) { (bits: UInt64) in Int64(bitPattern: bits) }
  }

  /// The numbers of a tensor of whole numbers without a sign; its shape is checked if one is given.
  public func words(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [UInt32] {
    numbers(of: try entry(name, .unsigned32, shape: shape)) { (bits: UInt32) in bits }
  }

  /// The bytes of a byte tensor.
  public func unsignedBytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
    numbers(of: try entry(name, .unsignedByte, shape: nil)) { (byte: UInt8) in byte }
  }

  /// Writes the same bytes to a file, whole or not at all, unless it is the file that they were read from.
  package func copy(to path: String) throws {
    if path != file { try AtomicFile.write(bytes, to: path) }
  }

  /// All data behind the header.
  package var data: ArraySlice<UInt8> { bytes[start...] }

  private func numbers<Bits: FixedWidthInteger, Number>(of entry: Entry, _ make: (Bits) -> Number) -> [Number] {
    bytes.withUnsafeBytes { bytes in
      let first = start + entry.range.lowerBound
      return (0..<entry.range.count / MemoryLayout<Bits>.size).map { place in
        let offset = first + place * MemoryLayout<Bits>.size
        return make(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self)))
      }
    }
  }
}
