internal import Basics

/// Writes named float tensors in the safetensors format.
public enum SafetensorsWriter {
  /// A tensor to write.
  public struct Tensor: Sendable {
    /// The name.
    public let name: String
    /// The sides, outermost first.
    public let shape: [Int]
    /// The numbers, as many as the sides' product.
    public let values: [Float]
    /// What they are written as; whole numbers are rounded to nearest.
    public let type: Safetensors.ElementType

    /// A tensor of numbers, as many as the sides' product.
    public init(name: String, shape: [Int], values: [Float], type: Safetensors.ElementType = .float32) {
      self.name = name
      self.shape = shape
      self.values = values
      self.type = type
    }

    fileprivate var byteCount: Int { values.count * type.size }
  }

  /// The bytes of a file; the header is padded with spaces so that the data starts at a multiple of 8.
  public static func bytes(_ tensors: [Tensor], metadata: [String: String]) -> [UInt8] {
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
        "\(quoted(tensor.name)):{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}"
      )
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: header.count >> shift)) }
    bytes += header
    for tensor in tensors {
      for value in tensor.values {
        let bits =
          switch tensor.type {
          case .float32: UInt64(value.bitPattern)
          case .integer64, .unsignedByte: UInt64(bitPattern: Int64(value.rounded()))
          }
        for shift in 0..<tensor.type.size { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * shift))) }
      }
    }
    return bytes
  }

  /// Writes a file whole or not at all: beside its place first, then renamed.
  public static func write(_ tensors: [Tensor], metadata: [String: String], to path: String) throws {
    do throws(FileError) {
      try AtomicFile.write(bytes(tensors, metadata: metadata), to: path)
    } catch {
      throw SafetensorsError(
        file: path, tensor: nil, found: "\"\(error.cause?.reason ?? error.reason)\"", expected: "a place to write to")
    }
  }

  private static func quoted(_ text: String) -> String { JSONValue.text(text).json() }
}
