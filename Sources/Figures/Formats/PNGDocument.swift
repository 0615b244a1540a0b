/// PNG files with what Cairo leaves out.
enum PNGDocument {
  /// `png`, which begins with its header, with the size of its pixels on paper and with what is told of `figure`.
  static func labelled(_ png: [UInt8], for figure: Figure) -> [UInt8] {
    // Signature, and a header of 13 bytes with length, type and checksum.
    let end = PNGChunk.signature.count + 25
    precondition(png.count > end && png[12..<16].elementsEqual("IHDR".utf8), "Cairo's PNG begins with its header")
    let perMeter = PNGChunk.bigEndian(UInt32((figure.size.resolution / 0.0254).rounded()))
    let size = PNGChunk(type: "pHYs", data: perMeter + perMeter + [1])
    let labels = [size] + PNGText.chunks(for: figure)
    return png[..<end] + labels.flatMap(\.bytes) + png[end...]
  }
}
