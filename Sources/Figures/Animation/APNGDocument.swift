/// Animations as PNG files: each frame whole, in its own colours, the first one shown by readers that know no animation.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 4.9 and 11.3.4.
enum APNGDocument {
  /// The file of a sequence of frames, which loops for ever.
  static func bytes(of frames: FrameSequence) throws(FigureError) -> [UInt8] {
    var bytes = PNGChunk.signature
    var sequenceNumber: UInt32 = 0
    for index in 0..<frames.count {
      let chunks = try PNGChunk.chunks(of: try frames.png(index))
      guard let header = chunks.first, header.type == "IHDR", header.data.count == 13 else {
        throw .drawing(reason: "Cairo wrote a PNG without its header")
      }
      if index == 0 {
        bytes += header.bytes
        let count = PNGChunk.bigEndian(UInt32(frames.count))
        bytes += PNGChunk(type: "acTL", data: count + PNGChunk.bigEndian(UInt32(0))).bytes
        for chunk in chunks.dropFirst() where !["IDAT", "IEND"].contains(chunk.type) { bytes += chunk.bytes }
      }
      let control = control(side: Array(header.data[..<8]), hundredths: frames.hundredths(index))
      bytes += PNGChunk(type: "fcTL", data: PNGChunk.bigEndian(sequenceNumber) + control).bytes
      sequenceNumber += 1
      for chunk in chunks where chunk.type == "IDAT" {
        if index == 0 {
          bytes += chunk.bytes
        } else {
          bytes += PNGChunk(type: "fdAT", data: PNGChunk.bigEndian(sequenceNumber) + chunk.data).bytes
          sequenceNumber += 1
        }
      }
    }
    return bytes + PNGChunk(type: "IEND", data: []).bytes
  }

  /// What an `fcTL` chunk holds behind its sequence number, of a frame that covers all of the one before.
  private static func control(side: [UInt8], hundredths: Int) -> [UInt8] {
    let corner = PNGChunk.bigEndian(UInt32(0)) + PNGChunk.bigEndian(UInt32(0))
    return side + corner + PNGChunk.bigEndian(UInt16(hundredths)) + PNGChunk.bigEndian(UInt16(100)) + [0, 0]
  }
}
