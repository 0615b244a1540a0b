public import Basics
public import TensorMath

/// Writes named tensors in the safetensors format.
public enum SafetensorsWriter {
  /// The numbers of a tensor, which say its element type.
  public enum Values: Sendable {
    /// `F32`.
    case floats([Float])
    /// `F32`, from where they lie: they are read as the file is written, and not before.
    case slice(FloatSlice)
    /// `F64`.
    case doubles([Double])
    /// `I64`.
    case integers([Int64])
    /// `U32`.
    case words([UInt32])

    /// The element type.
    public var type: Safetensors.ElementType {
      switch self {
      case .floats, .slice: .float32
      case .doubles: .float64
      case .integers: .integer64
      case .words: .unsigned32
      }
    }

    /// How many there are.
    public var count: Int {
      switch self {
      case .floats(let values): values.count
      case .slice(let values): values.count
      case .doubles(let values): values.count
      case .integers(let values): values.count
      case .words(let values): values.count
      }
    }

    /// Calls `body` with their bytes, the lowest of each number first, as the format has them and every processor that this
    /// is built for.
    package func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
      switch self {
      case .floats(let values): values.withUnsafeBytes(body)
      case .slice(let values):
        body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: values.pointer, count: values.count)))
      case .doubles(let values): values.withUnsafeBytes(body)
      case .integers(let values): values.withUnsafeBytes(body)
      case .words(let values): values.withUnsafeBytes(body)
      }
    }

    /// Their bytes as a piece of a file; those of a slice are read as it is written.
    fileprivate var piece: FilePiece {
      if case .slice(let slice) = self { return .floats(slice) }
      var bytes: [UInt8] = []
      withBytes { bytes = Array($0) }
      return .bytes(bytes)
    }
  }

  /// A tensor to write.
  public struct Tensor: Sendable {
    /// The name.
    public let name: String
    /// The sides, outermost first.
    public let shape: [Int]
    /// The numbers, as many as the sides' product.
    public let values: Values

    /// A tensor of numbers, as many as the sides' product.
    public init(name: String, shape: [Int], values: Values) {
      self.name = name
      self.shape = shape
      self.values = values
    }

    /// A tensor of floats, as many as the sides' product.
    public init(name: String, shape: [Int], values: [Float]) {
      self.init(name: name, shape: shape, values: .floats(values))
    }

    /// Numbers in a row.
    public init(_ name: String, _ values: Values) { self.init(name: name, shape: [values.count], values: values) }

    fileprivate var byteCount: Int { values.count * values.type.size }
  }

  /// What stands before the data: its size, and the header, padded with spaces so that the data starts at a multiple of 8.
  private static func head(_ tensors: [Tensor], metadata: [String: String]) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var end = 0
    for tensor in tensors {
      let begin = end
      end += tensor.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(tensor.name)):{\"dtype\":\"\(tensor.values.type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let size = stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: header.count >> $0) }
    return size + header
  }

  /// The bytes of a file.
  public static func bytes(_ tensors: [Tensor], metadata: [String: String]) -> [UInt8] {
    var bytes = head(tensors, metadata: metadata)
    for tensor in tensors { tensor.values.withBytes { bytes += $0 } }
    return bytes
  }

  /// A file, in pieces that are read where the tensors' numbers lie.
  package static func file(_ tensors: [Tensor], metadata: [String: String], at path: String) -> ModelFile {
    ModelFile(path: path, pieces: [.bytes(head(tensors, metadata: metadata))] + tensors.map(\.values.piece))
  }

  /// Writes a file whole or not at all: beside its place first, then renamed; throws where it is stopped before.
  public static func write(
    _ tensors: [Tensor], metadata: [String: String], to path: String, unless stop: StopFlag? = nil
  ) throws {
    do throws(FileError) {
      try ModelFile.write([file(tensors, metadata: metadata, at: path)], unless: stop)
    } catch {
      throw SafetensorsError(
        file: path, tensor: nil, found: "\"\(error.cause?.reason ?? error.reason)\"", expected: "a place to write to")
    }
  }

  private static func quoted(_ text: String) -> String { JSONValue.text(text).json() }
}
