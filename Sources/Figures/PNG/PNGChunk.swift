import CZlib

/// A chunk of a PNG file: its type, such as `IDAT`, and its data.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 5.3 and annex D.
struct PNGChunk {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var type: String
  var data: [UInt8]

  /// Appends the chunk as it stands in a file: length, type, data and a checksum over type and data.
  func append(to bytes: inout [UInt8]) {
    let name = Array(type.utf8)
    bytes += Self.bigEndian(UInt32(data.count))
    bytes += name
    bytes += data
    let checksum = crc32_z(crc32_z(0, name, name.count), data, data.count)
    bytes += Self.bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func bigEndian(_ number: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }
}
