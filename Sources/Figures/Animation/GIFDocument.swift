import Basics

/// Animations as GIF files: one palette for all frames, and of every later frame the rectangle that changed.
///
/// Source: CompuServe, "Graphics Interchange Format, Version 89a", 1990; looping is Netscape's application extension.
struct GIFDocument {
  private let palette: Palette
  private let width: Int
  private let height: Int
  private let symbolBits: Int
  private var bytes: [UInt8]
  /// What a reader sees after the frames so far.
  private var shown: [UInt8] = []

  /// The file of a sequence of frames, which loops for ever, and says `comment` of itself.
  static func bytes(
    of frames: FrameSequence, comment: String, unless stop: StopFlag
  ) throws(FigureError) -> [UInt8] {
    // Drawn twice, once for the colours: all frames together may not fit into memory.
    var histogram = ColorHistogram()
    for index in 0..<frames.count { try histogram.add(frames.raster(index), unless: stop) }
    let first = try frames.raster(0)
    var document = GIFDocument(
      width: first.width, height: first.height, palette: try Palette(histogram, unless: stop), loops: frames.count > 1)
    document.bytes += GIFComment.bytes(of: comment)
    for index in 0..<frames.count {
      try document.add(frames.raster(index), hundredths: frames.hundredths(index), unless: stop)
    }
    return document.bytes + [0x3B]
  }

  private init(width: Int, height: Int, palette: Palette, loops: Bool) {
    (self.palette, self.width, self.height) = (palette, width, height)
    var tableBits = 1
    while 1 << tableBits < palette.colors.count { tableBits += 1 }
    symbolBits = max(tableBits, 2)
    bytes = Array("GIF89a".utf8) + Self.littleEndian(width) + Self.littleEndian(height)
    // A global table of 2^tableBits colours of 8 bits; the background is the first of them, the aspect is not told.
    bytes += [0xF0 | UInt8(tableBits - 1), 0, 0]
    for color in palette.colors { bytes += [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) } }
    bytes += [UInt8](repeating: 0, count: ((1 << tableBits) - palette.colors.count) * 3)
    if loops { bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0] }
  }

  private mutating func add(_ picture: Raster, hundredths: Int, unless stop: StopFlag) throws(FigureError) {
    let indices = try palette.indices(of: picture, unless: stop)
    let (columns, rows) = changes(to: indices)
    shown = indices
    // Left in place when the next frame comes.
    bytes += [0x21, 0xF9, 4, 1 << 2] + Self.littleEndian(hundredths) + [0, 0]
    bytes.append(0x2C)
    for number in [columns.lowerBound, rows.lowerBound, columns.count, rows.count] {
      bytes += Self.littleEndian(number)
    }
    bytes += [0, UInt8(symbolBits)]
    var symbols: [UInt8] = []
    symbols.reserveCapacity(columns.count * rows.count)
    for row in rows { symbols += indices[row * width + columns.lowerBound..<row * width + columns.upperBound] }
    let codes = try LZWCompression.compressed(symbols, symbolBits: symbolBits, unless: stop)
    bytes += GIFComment.subblocks(codes)
  }

  /// The smallest rectangle around all that differs from what is shown; one pixel where nothing does, since a frame
  /// has a rectangle.
  private func changes(to indices: [UInt8]) -> (columns: Range<Int>, rows: Range<Int>) {
    guard !shown.isEmpty else { return (0..<width, 0..<height) }
    var (left, right, top, bottom) = (width, 0, height, 0)
    for row in 0..<height {
      let start = row * width
      guard let first = (0..<width).first(where: { shown[start + $0] != indices[start + $0] }) else { continue }
      let last = (first..<width).last { shown[start + $0] != indices[start + $0] } ?? first
      (left, right) = (min(left, first), max(right, last + 1))
      (top, bottom) = (min(top, row), row + 1)
    }
    return left < right ? (left..<right, top..<bottom) : (0..<1, 0..<1)
  }

  private static func littleEndian(_ number: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }
}
