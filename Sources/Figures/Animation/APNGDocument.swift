import Basics

/// Animations as PNG files: each frame whole, in its own colours, the first one shown by readers that know no animation.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 4.9 and 11.3.4.
enum APNGDocument {
  /// The file of a sequence of frames, which loops for ever; `labels` are chunks that stand before the pixels.
  static func bytes(
    of frames: FrameSequence, labels: [PNGChunk], unless stop: StopFlag
  ) throws(FigureError) -> [UInt8] {
    var bytes = PNGChunk.signature
    var sequenceNumber: UInt32 = 0
    for index in 0..<frames.count {
      let picture = try frames.raster(index)
      let data = try PNGDocument.pixelData(of: picture, unless: stop)
      if index == 0 {
        let count = PNGChunk.bigEndian(UInt32(frames.count)) + PNGChunk.bigEndian(UInt32(0))
        for chunk in [PNGDocument.header(of: picture), PNGChunk(type: "acTL", data: count)] + labels {
          chunk.append(to: &bytes)
        }
      }
      let control = control(of: picture, hundredths: frames.hundredths(index))
      PNGChunk(type: "fcTL", data: PNGChunk.bigEndian(sequenceNumber) + control).append(to: &bytes)
      sequenceNumber += 1
      if index == 0 {
        PNGChunk(type: "IDAT", data: data).append(to: &bytes)
      } else {
        PNGChunk(type: "fdAT", data: PNGChunk.bigEndian(sequenceNumber) + data).append(to: &bytes)
        sequenceNumber += 1
      }
    }
    PNGChunk(type: "IEND", data: []).append(to: &bytes)
    return bytes
  }

  /// What an `fcTL` chunk holds behind its sequence number, of a frame that covers all of the one before.
  private static func control(of picture: Raster, hundredths: Int) -> [UInt8] {
    let sides = PNGChunk.bigEndian(UInt32(picture.width)) + PNGChunk.bigEndian(UInt32(picture.height))
    let corner = PNGChunk.bigEndian(UInt32(0)) + PNGChunk.bigEndian(UInt32(0))
    return sides + corner + PNGChunk.bigEndian(UInt16(hundredths)) + PNGChunk.bigEndian(UInt16(100)) + [0, 0]
  }
}
