import Basics

#if JPEG
  import CTurboJPEG
#endif

/// Writes pictures as JPEG, by libjpeg-turbo: baseline, with the standard's own Huffman tables.
package enum JPEGWriter {
  /// How finely colours are kept beside brightness.
  package enum Chroma: Sendable {
    /// A colour for each pixel, 4:4:4.
    case full
    /// A colour for each square of four pixels, 4:2:0.
    case quarter
  }

  #if JPEG
    /// Whether this build can.
    package static let isHere = true
  #else
    /// Whether this build can.
    package static let isHere = false
  #endif

  /// The bytes of a file that holds a grey or colour picture; nil where libjpeg-turbo does not make it.
  ///
  /// - Parameter quality: From 1 to 100, as libjpeg counts it.
  package static func encode(_ picture: Picture, quality: Int, chroma: Chroma) -> [UInt8]? {
    precondition((1...100).contains(quality) && [.grey, .colour].contains(picture.layout))
    #if JPEG
      guard let encoder = tjInitCompress() else { return nil }
      defer { tjDestroy(encoder) }
      let isGrey = picture.layout == .grey
      let sampling = isGrey ? TJSAMP_GRAY : chroma == .full ? TJSAMP_444 : TJSAMP_420
      var bytes: UnsafeMutablePointer<UInt8>?
      var count: UInt = 0
      defer { tjFree(bytes) }
      let outcome = tjCompress2(
        encoder, picture.samples, Int32(picture.size.width), 0, Int32(picture.size.height),
        Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue), &bytes, &count, Int32(sampling.rawValue), Int32(quality),
        TJFLAG_ACCURATEDCT)
      guard outcome == 0, let bytes else { return nil }
      return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    #else
      return nil
    #endif
  }

  /// The same picture with the Huffman tables that are the shortest for it.
  package static func optimized(_ bytes: [UInt8]) -> [UInt8] { JPEGOptimalCoding.recoded(bytes) ?? bytes }

  /// The pixels of a file that ``encode(_:quality:chroma:)`` made.
  package static func decode(_ bytes: [UInt8]) throws -> Picture {
    try JPEGReader.decode(bytes, path: "a picture in memory", unless: StopFlag())
  }

  /// The bytes of the entropy-coded scan alone, without all that stands before it and without the end marker.
  package static func scanBytes(_ bytes: [UInt8]) -> Int {
    var place = 2
    while let lead = bytes.big(1, at: place), lead == 0xff, let marker = bytes.big(1, at: place + 1),
      let length = bytes.big(2, at: place + 2)
    {
      place += 2 + length
      if marker == 0xda { return max(0, bytes.count - place - 2) }
    }
    return 0
  }
}
