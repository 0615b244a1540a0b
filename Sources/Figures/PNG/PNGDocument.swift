import Basics
import CZlib

/// Pictures as PNG files of 8-bit red, green and blue.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)".
enum PNGDocument {
  /// The file of `picture`; `labels` are chunks that stand before the pixels.
  static func bytes(
    of picture: Raster, labels: [PNGChunk] = [], unless stop: StopFlag
  ) throws(FigureError) -> [UInt8] {
    let data = PNGChunk(type: "IDAT", data: try pixelData(of: picture, unless: stop))
    let chunks = [header(of: picture)] + labels + [data, PNGChunk(type: "IEND", data: [])]
    var bytes = PNGChunk.signature
    bytes.reserveCapacity(data.data.count + 4_096)
    for chunk in chunks { chunk.append(to: &bytes) }
    return bytes
  }

  /// What stands before the pixels of `figure`: how large they are on paper, and what is told of it.
  static func labels(for figure: Figure) -> [PNGChunk] {
    let perMeter = PNGChunk.bigEndian(UInt32((figure.size.resolution / 0.0254).rounded()))
    return [PNGChunk(type: "pHYs", data: perMeter + perMeter + [1])] + PNGText.chunks(for: figure)
  }

  /// The header of a picture of 8 bits a part, in true colour, not interlaced.
  static func header(of picture: Raster) -> PNGChunk {
    let sides = PNGChunk.bigEndian(UInt32(picture.width)) + PNGChunk.bigEndian(UInt32(picture.height))
    return PNGChunk(type: "IHDR", data: sides + [8, 2, 0, 0, 0])
  }

  /// More pixels than this are packed for speed: photographs lose nothing by it, flat areas little.
  static let manyPixels = 4_000_000

  /// The pixels, filtered line by line and packed.
  static func pixelData(of picture: Raster, unless stop: StopFlag) throws(FigureError) -> [UInt8] {
    let lines = try ScanlineFilter.filtered(picture, unless: stop)
    let isLarge = picture.width * picture.height > manyPixels
    return try packed(lines, strategy: isLarge ? Z_RLE : Z_DEFAULT_STRATEGY, unless: stop)
  }

  /// Packed bytes that are made at a time.
  private static let piece = 1 << 14

  private static func packed(
    _ bytes: [UInt8], strategy: Int32, unless stop: StopFlag
  ) throws(FigureError) -> [UInt8] {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15, 8, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { throw .drawing(reason: "zlib could not begin") }
    defer { deflateEnd(&stream) }
    // A side is at most 32,767 pixels, so that a picture has fewer bytes than the 4 GiB that zlib counts to.
    var input = bytes
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var failed = false
    let piece = Self.piece
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        var result = Z_OK
        // So much at a time takes little, however well the picture packs.
        while result == Z_OK, count < bound, !stop.isSet {
          let room = min(bound - count, piece)
          stream.avail_out = UInt32(room)
          result = deflate(&stream, Z_FINISH)
          count += room - Int(stream.avail_out)
        }
        failed = result != Z_STREAM_END
      }
    }
    try stop.checkDrawing()
    guard !failed else { throw .drawing(reason: "zlib could not pack the picture") }
    return packed
  }
}
