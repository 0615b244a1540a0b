internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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

    /// A tensor of numbers, as many as the sides' product.
    public init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
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
      end += tensor.values.count * 4
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: header.count >> shift)) }
    bytes += header
    for tensor in tensors {
      for value in tensor.values {
        let bits = value.bitPattern
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
      }
    }
    return bytes
  }

  /// Writes a file whole or not at all: beside its place first, then renamed.
  public static func write(_ tensors: [Tensor], metadata: [String: String], to path: String) throws {
    let temporary = path + ".\(getpid()).partial"
    func failure() -> SafetensorsError {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      return SafetensorsError(file: path, tensor: nil, found: reason, expected: "a place to write to")
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
    let written = bytes(tensors, metadata: metadata).withUnsafeBytes { bytes in
      var place = 0
      while place < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + place }, bytes.count - place)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        place += count
      }
      return fsync(descriptor) == 0
    }
    guard written else {
      let error = failure()
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
