internal import Basics

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
    case integer64 = "I64"
    case unsignedByte = "U8"

    var size: Int {
      switch self {
      case .float32: 4
      case .integer64: 8
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

  /// The longest header that is read, as in the format's own reader.
  static let greatestHeader = 100_000_000

  /// Reads a file, of no more than `limit` bytes where one is given.
  public init(contentsOf path: String, limit: Int? = nil) throws {
    var status = stat()
    if let limit, stat(path, &status) == 0, let size = Int(exactly: status.st_size), size > limit {
      throw SafetensorsError(
        file: path, tensor: nil, found: "\(size) bytes", expected: "no more than \(limit), which are there")
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.bytes(of: path)
    } catch {
      throw SafetensorsError(file: path, tensor: nil, found: "no file that can be read", expected: "a safetensors file")
    }
    try self.init(bytes, file: path)
  }

  /// Checks the bytes of a file.
  public init(_ bytes: [UInt8], file: String) throws(SafetensorsError) {
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file, tensor: tensor, found: found, expected: expected)
    }
    guard bytes.count >= 8 else { throw failure(nil, "\(bytes.count) bytes", "a header of 8 bytes or more") }
    let size = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard size <= UInt64(Self.greatestHeader), size <= UInt64(bytes.count - 8) else {
      throw failure(
        nil, "a header of \(size) bytes", "at most \(min(Self.greatestHeader, bytes.count - 8)), which the file has")
    }
    start = 8 + Int(size)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(json: bytes[8..<start])
    } catch {
      let place = error.offset < Int(size) ? " at \(error.offset)" : ""
      throw failure(nil, "\(error.found)\(place) of the header", error.expected)
    }
    guard let members = value.object else { throw failure(nil, "a header that is no object", "an object") }
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let fields = value.object else { throw failure(name, "no object", "dtype, shape and data_offsets") }
      if name == "__metadata__" {
        for (key, value) in fields {
          guard let text = value.text else { throw failure(nil, "metadata \"\(key)\" that is no text", "texts") }
          metadata[key] = text
        }
        continue
      }
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
    self.metadata = metadata
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

  /// The numbers of a float tensor, each of them finite; its shape is checked if one is given.
  public func floats(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [Float] {
    let entry = try entry(name, .float32, shape: shape)
    var result: [Float] = []
    result.reserveCapacity(entry.range.count / 4)
    for place in stride(from: start + entry.range.lowerBound, to: start + entry.range.upperBound, by: 4) {
      let bits =
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        | UInt32(bytes[place + 3]) << 24
      let number = Float(bitPattern: bits)
      guard number.isFinite else {
        throw SafetensorsError(
          file: file, tensor: name, found: "\(number) at place \(result.count)", expected: "finite numbers")
      }
      result.append(number)
    }
    return result
  }

  /// The numbers of a tensor of whole numbers; its shape is checked if one is given.
  public func integers(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [Int64] {
    let entry = try entry(name, .integer64, shape: shape)
    return stride(from: start + entry.range.lowerBound, to: start + entry.range.upperBound, by: 8).map { place in
      Int64(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) })
    }
  }

  /// The bytes of a byte tensor.
  public func unsignedBytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
    let entry = try entry(name, .unsignedByte, shape: nil)
    return Array(bytes[(start + entry.range.lowerBound)..<(start + entry.range.upperBound)])
  }
}
