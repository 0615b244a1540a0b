import Figures
import Testing

/// Reads GIF files back, by the specification and strictly: whatever a reader might stumble over fails.
struct GIFDecoder {
  struct Frame {
    var picture: Raster
    var hundredths: Int
    var rectangle: [Int]
  }

  private(set) var frames: [Frame] = []
  private(set) var loops = false
  /// What the file says of itself.
  private(set) var comment: [UInt8] = []
  private(set) var colors: [[UInt8]] = []
  private var bytes: ArraySlice<UInt8>

  init(_ file: [UInt8]) throws {
    bytes = file[...]
    try #require(try take(6) == Array("GIF89a".utf8))
    let (width, height) = (try number(), try number())
    let packed = try byte()
    try #require(packed & 0x80 != 0)
    _ = try take(2)
    for _ in 0..<(2 << Int(packed & 7)) { colors.append(try take(3)) }
    var screen = [UInt8](repeating: 0, count: width * height * 3)
    var delay = 0
    while true {
      switch try byte() {
      case 0x21:
        let label = try byte()
        if label == 0xFE {
          try #require(frames.isEmpty)
          while case let count = Int(try byte()), count > 0 { comment += try take(count) }
          continue
        }
        let block = try take(Int(try byte()))
        if label == 0xF9 {
          try #require(block.count == 4 && block[0] == 4)
          delay = Int(block[1]) | Int(block[2]) << 8
        } else {
          try #require(label == 0xFF && block == Array("NETSCAPE2.0".utf8) && frames.isEmpty)
          try #require(try take(4) == [3, 1, 0, 0])
          loops = true
        }
        try #require(try byte() == 0)
      case 0x2C:
        let rectangle = [try number(), try number(), try number(), try number()]
        try #require(try byte() == 0)
        try #require(rectangle[0] + rectangle[2] <= width && rectangle[1] + rectangle[3] <= height)
        let symbolBits = Int(try byte())
        var codes: [UInt8] = []
        while case let count = Int(try byte()), count > 0 { codes += try take(count) }
        let symbols = try Self.expanded(codes, symbolBits: symbolBits)
        try #require(symbols.count == rectangle[2] * rectangle[3] && !symbols.isEmpty)
        for (index, symbol) in symbols.enumerated() {
          let (x, y) = (rectangle[0] + index % rectangle[2], rectangle[1] + index / rectangle[2])
          for part in 0..<3 { screen[(y * width + x) * 3 + part] = colors[Int(symbol)][part] }
        }
        frames.append(
          Frame(
            picture: Raster(width: width, height: height, pixels: screen), hundredths: delay, rectangle: rectangle))
      case 0x3B:
        try #require(bytes.isEmpty)
        return
      default: throw DecodingFailure.unknownBlock
      }
    }
  }

  enum DecodingFailure: Error { case unknownBlock, unknownCode, brokenOff }

  private mutating func byte() throws -> UInt8 { try take(1)[0] }

  private mutating func number() throws -> Int {
    let pair = try take(2)
    return Int(pair[0]) | Int(pair[1]) << 8
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    guard bytes.count >= count else { throw DecodingFailure.brokenOff }
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  /// What codes of growing length stand for.
  static func expanded(_ codes: [UInt8], symbolBits: Int) throws -> [UInt8] {
    let clear = 1 << symbolBits
    let roots = (0..<clear).map { [UInt8($0)] } + [[], []]
    var (table, bits, place) = (roots, symbolBits + 1, 0)
    var symbols: [UInt8] = []
    var previous: [UInt8]?
    var isFirst = true
    while true {
      guard place + bits <= codes.count * 8 else { throw DecodingFailure.brokenOff }
      var code = 0
      for bit in 0..<bits { code |= Int(codes[(place + bit) / 8] >> UInt8((place + bit) % 8) & 1) << bit }
      place += bits
      if isFirst { try #require(code == clear) }
      isFirst = false
      if code == clear {
        (table, bits, previous) = (roots, symbolBits + 1, nil)
        continue
      }
      if code == clear + 1 {
        try #require((place + 7) / 8 == codes.count)
        return symbols
      }
      guard code < table.count || code == table.count && previous != nil else { throw DecodingFailure.unknownCode }
      let text = code < table.count ? table[code] : (previous ?? []) + [(previous ?? [])[0]]
      symbols += text
      if let previous, table.count < 4_096 { table.append(previous + [text[0]]) }
      if table.count == 1 << bits, bits < 12 { bits += 1 }
      previous = text
    }
  }
}
