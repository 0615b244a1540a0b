public import Basics
internal import FileFormats

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file of named tensors in the safetensors format, read and checked.
public struct Safetensors: Sendable {
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
  /// Their names in the order of their data.
  let names: [String]
  /// The texts under `__metadata__`.
  public let metadata: [String: String]
  private let bytes: [UInt8]
  private let start: Int

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
    let kind = FileKind(bytes)
    guard [.safetensors, .unknown].contains(kind) else {
      throw SafetensorsError(
        file: path, tensor: nil, found: kind == .empty ? "an empty file" : "\(kind)", expected: "a safetensors file")
    }
    try self.init(bytes, file: path)
  }

  /// Checks the bytes of a file.
  public init(_ bytes: [UInt8], file: String) throws(SafetensorsError) {
    let range = try SafetensorsHeader.range(bytes[...], fileSize: bytes.count, file: file)
    let header = try SafetensorsHeader(bytes[range], at: range, fileSize: bytes.count, file: file)
    (entries, names, metadata, start) = (header.entries, header.names, header.metadata, header.start)
    (self.bytes, self.file) = (bytes, file)
  }

  /// The texts under `__metadata__` of the file at a path, of which no more is read than its header.
  public static func metadata(of path: String) throws -> [String: String] {
    let beginning = try FileContents.beginning(of: path, count: 8)
    let header = try SafetensorsHeader.range(beginning.bytes[...], fileSize: beginning.fileSize, file: path)
    let bytes = try FileContents.beginning(of: path, count: header.upperBound).bytes
    guard bytes.count == header.upperBound else {
      throw SafetensorsError(file: path, tensor: nil, found: "\(bytes.count) bytes", expected: "\(header.upperBound)")
    }
    return try SafetensorsHeader.metadata(bytes[header], file: path)
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

  /// The whole file.
  package var contents: [UInt8] { bytes }

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
