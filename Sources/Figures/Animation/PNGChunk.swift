/// A chunk of a PNG file: its type, such as `IDAT`, and its data.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 5.3 and annex D.
struct PNGChunk {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var type: String
  var data: [UInt8]

  /// The chunk as it stands in a file: length, type, data and a checksum over type and data.
  var bytes: [UInt8] {
    let content = Array(type.utf8) + data
    return Self.bigEndian(UInt32(data.count)) + content + Self.bigEndian(Self.checksum(content))
  }

  /// The chunks of a PNG file that was written whole.
  static func chunks(of png: [UInt8]) throws(FigureError) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var place = signature.count
    guard png.starts(with: signature) else { throw .drawing(reason: "Cairo wrote a PNG without its signature") }
    while place < png.count {
      guard png.count - place >= 12 else { throw .drawing(reason: "Cairo wrote a PNG that breaks off") }
      let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= png.count - place - 12 else { throw .drawing(reason: "Cairo wrote a PNG that breaks off") }
      chunks.append(
        PNGChunk(
          type: String(decoding: png[place + 4..<place + 8], as: UTF8.self),
          data: Array(png[place + 8..<place + 8 + length])))
      place += 12 + length
    }
    return chunks
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func bigEndian(_ number: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }

  /// The cyclic redundancy check of ISO 3309, CRC-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }

  private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
    (0..<8).reduce(byte) { remainder, _ in remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
