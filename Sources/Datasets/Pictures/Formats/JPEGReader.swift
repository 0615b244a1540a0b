package import Basics

#if JPEG
  import CTurboJPEG
#endif

/// JPEG (ITU-T T.81), by libjpeg-turbo, turned as its EXIF orientation says.
package enum JPEGReader: PictureReader {
  package static let kind = FileKind.jpeg
  package static let endings = ["jpg", "jpeg", "jpe", "jfif"]

  #if JPEG
    package static let trait: PictureTrait? = PictureTrait(name: "JPEG", package: "libturbojpeg0-dev", isHere: true)
  #else
    package static let trait: PictureTrait? = PictureTrait(name: "JPEG", package: "libturbojpeg0-dev", isHere: false)
  #endif

  package static func size(_ beginning: [UInt8]) -> PictureSize? {
    let markers = JPEGMarkers(beginning)
    return markers.size.map { markers.orientation.liesOnItsSide ? $0.turned : $0 }
  }

  #if JPEG
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      try stop.check()
      let markers = JPEGMarkers(bytes)
      guard let decoder = tjInitDecompress() else {
        throw PictureError.damaged(path, kind, "libjpeg-turbo does not start")
      }
      defer { tjDestroy(decoder) }
      func failure() -> PictureError { .damaged(path, kind, String(cString: tjGetErrorStr2(decoder))) }
      var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0 else {
        throw failure()
      }
      let size = PictureSize(height: Int(height), width: Int(width))
      // Arithmetic coding makes next to nothing of blocks that are all the same.
      try PictureLimits.check(size, path: path, kind: kind, byteCount: bytes.count, pixelsOfByte: 1 << 14)
      let isInks = space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue)
      let isGrey = space == Int32(TJCS_GRAY.rawValue)
      let format = isInks ? TJPF_CMYK : isGrey ? TJPF_GRAY : TJPF_RGB
      let perPixel = isInks ? 4 : isGrey ? 1 : 3
      var outcome: Int32 = 0
      let samples = [UInt8](unsafeUninitializedCapacity: size.pixelCount * perPixel) { target, filled in
        target.initialize(repeating: 0)
        outcome = tjDecompress2(
          decoder, bytes, UInt(bytes.count), target.baseAddress, width, 0, height, Int32(format.rawValue), 0)
        filled = target.count
      }
      // Some remarks are no failure; all others say that pixels are missing or made up.
      if outcome != 0 {
        let words = String(cString: tjGetErrorStr2(decoder))
        guard Self.harmless.contains(where: words.contains) else { throw failure() }
      }
      try stop.check()
      let picture = Picture(
        size: size, layout: isGrey ? .grey : .colour,
        samples: isInks ? Self.colours(ofInks: samples, areInverted: markers.isAdobes) : samples)
      return markers.orientation.upright(picture)
    }

    /// What libjpeg remarks on pictures that are whole.
    private static let harmless = ["extraneous bytes before marker", "Adobe color transform", "JFIF revision"]

    /// Red, green and blue of cyan, magenta, yellow and black, which Adobe's files hold as what is left of the paper.
    private static func colours(ofInks inks: [UInt8], areInverted: Bool) -> [UInt8] {
      var samples: [UInt8] = []
      samples.reserveCapacity(inks.count / 4 * 3)
      for pixel in stride(from: 0, to: inks.count, by: 4) {
        let black = areInverted ? 255 - Int(inks[pixel + 3]) : Int(inks[pixel + 3])
        for ink in 0..<3 {
          let amount = areInverted ? 255 - Int(inks[pixel + ink]) : Int(inks[pixel + ink])
          let light = 255 - black
          samples.append(UInt8(max(0, light - (amount * light + 127) / 255)))
        }
      }
      return samples
    }
  #else
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      throw PictureError.damaged(path, kind, "this build lacks libjpeg-turbo")
    }
  #endif
}

/// What stands in a JPEG file before its pixels.
struct JPEGMarkers {
  /// The size as the pixels lie in the file; nil where the beginning does not tell it.
  private(set) var size: PictureSize?
  /// How they lie.
  private(set) var orientation = Orientation.upright
  /// Whether Adobe's programs, or others that say so, wrote it.
  private(set) var isAdobes = false

  /// Reads the segments up to the first scan, as far as they are there.
  init(_ bytes: [UInt8]) {
    var place = 2
    while let lead = bytes.big(1, at: place), lead == 0xff, let marker = bytes.big(1, at: place + 1) {
      // Any number of them may stand before a marker.
      if marker == 0xff {
        place += 1
        continue
      }
      if marker == 0xd9 || marker == 0xda { return }
      if marker == 0x01 || (0xd0...0xd8).contains(marker) {
        place += 2
        continue
      }
      guard let length = bytes.big(2, at: place + 2), length >= 2 else { return }
      let segment = place + 4
      switch marker {
      case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
        if let height = bytes.big(2, at: segment + 1), let width = bytes.big(2, at: segment + 3) {
          size = PictureSize(height: height, width: width)
        }
      case 0xe1:
        let end = min(bytes.count, place + 2 + length)
        if segment + 6 <= end, bytes[segment..<segment + 6].elementsEqual("Exif\0\0".utf8) {
          orientation = Orientation(exif: Array(bytes[segment + 6..<end])) ?? orientation
        }
      case 0xee:
        if segment + 5 <= bytes.count, bytes[segment...].starts(with: "Adobe".utf8) { isAdobes = true }
      default: break
      }
      place += 2 + length
    }
  }
}
