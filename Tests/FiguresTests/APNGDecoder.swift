import Figures
import Testing

/// Reads animated PNG files back: their chunks and checksums here, each frame's pixels through libpng.
struct APNGDecoder {
  struct Frame {
    var picture: Raster
    var delay: [Int]
  }

  private(set) var frames: [Frame] = []

  init(_ file: [UInt8]) throws {
    try #require(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var place = 8
    var head: [UInt8] = Array(file[..<8])
    var (header, end): ([UInt8], [UInt8]) = ([], [])
    var count: Int?
    var sequence = 0
    var control: [UInt8] = []
    var data: [[UInt8]] = []
    var delays: [[Int]] = []
    while place < file.count {
      let length = Self.number(file, place)
      try #require(place + 12 + length <= file.count)
      let type = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
      let content = Array(file[place + 8..<place + 8 + length])
      try #require(Self.number(file, place + 8 + length) == Self.checksum(file[place + 4..<place + 8 + length]))
      let whole = Array(file[place..<place + 12 + length])
      place += 12 + length
      try #require(end.isEmpty)
      switch type {
      case "IHDR":
        header = content
        head += whole
      case "acTL":
        try #require(count == nil && data.isEmpty && length == 8)
        count = Self.number(content, 0)
        // Loops for ever.
        try #require(Self.number(content, 4) == 0)
      case "fcTL":
        try #require(count != nil && length == 26 && Self.number(content, 0) == sequence)
        sequence += 1
        control = content
        // The whole page, left in place, nothing of what was there shining through.
        try #require(Array(content[4..<12]) == Array(header[..<8]))
        try #require(Self.number(content, 12) == 0 && Self.number(content, 16) == 0 && content[24...] == [0, 0])
        delays.append([20, 22].map { Int(content[$0]) << 8 | Int(content[$0 + 1]) })
        data.append([])
      case "IDAT":
        try #require(data.count == 1)
        data[0] += content
      case "fdAT":
        try #require(data.count > 1 && Self.number(content, 0) == sequence && !control.isEmpty)
        sequence += 1
        data[data.count - 1] += content[4...]
      case "IEND": end = whole
      default: try #require(data.isEmpty)
      }
    }
    try #require(count == data.count && !end.isEmpty)
    for (data, delay) in zip(data, delays) {
      let content = Array("IDAT".utf8) + data
      let chunk = Self.bytes(data.count) + content + Self.bytes(Self.checksum(content[...]))
      frames.append(Frame(picture: try Golden.decode(head + chunk + end), delay: delay))
    }
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) } }

  /// The checksum bit by bit, as the specification defines it.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    var remainder = 0xFFFF_FFFF
    for byte in bytes {
      for bit in 0..<8 {
        let isOdd = (remainder ^ Int(byte) >> bit) & 1 == 1
        remainder = remainder >> 1 ^ (isOdd ? 0xEDB8_8320 : 0)
      }
    }
    return remainder ^ 0xFFFF_FFFF
  }
}
