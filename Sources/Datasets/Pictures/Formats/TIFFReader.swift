package import Basics

#if TIFF
  import CTIFF
#endif

/// TIFF (revision 6.0), by libtiff: the first picture of a file, turned as it says; sixteen bits of grey become their upper
/// eight.
package enum TIFFReader: PictureReader {
  package static let kind = FileKind.tiff
  package static let endings = ["tif", "tiff"]

  #if TIFF
    package static let trait: PictureTrait? = PictureTrait(name: "TIFF", package: "libtiff-dev", isHere: true)
  #else
    package static let trait: PictureTrait? = PictureTrait(name: "TIFF", package: "libtiff-dev", isHere: false)
  #endif

  /// The directory that tells the size may lie anywhere.
  package static func size(_ beginning: [UInt8]) -> PictureSize? { nil }

  #if TIFF
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      let picture = try bytes.withUnsafeBufferPointer { bytes in
        var reading = tiff_reading()
        (reading.bytes, reading.count) = (bytes.baseAddress, UInt64(bytes.count))
        (reading.go_on, reading.owner) = (StopFlag.goOn, stop.owner)
        return try withUnsafeMutablePointer(to: &reading) { reading in
          func failure() -> any Error {
            let words = withUnsafeBytes(of: reading.pointee.message) { text in
              String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            return stop.isSet
              ? Interrupted() : PictureError.damaged(path, kind, words.isEmpty ? "it is truncated" : words)
          }
          guard let file = tiff_reading_open(reading) else { throw failure() }
          defer { tiff_close(file) }
          let picture = try decode(file, byteCount: bytes.count, path: path, failure)
          guard reading.pointee.message.0 == 0 else { throw failure() }
          return picture
        }
      }
      return withExtendedLifetime(stop) { picture }
    }

    private static func decode(
      _ file: OpaquePointer, byteCount: Int, path: String, _ failure: () -> any Error
    ) throws -> Picture {
      let stored = PictureSize(
        height: Int(tiff_number(file, UInt32(TIFFTAG_IMAGELENGTH), 0)),
        width: Int(tiff_number(file, UInt32(TIFFTAG_IMAGEWIDTH), 0)))
      // Runs of a byte may stand for thousands of pixels, in some of the ways to pack.
      try PictureLimits.check(stored, path: path, kind: kind, byteCount: byteCount, pixelsOfByte: 1 << 16)
      guard tiff_number(file, UInt32(TIFFTAG_SAMPLEFORMAT), 1) == 1 else {
        throw PictureError.damaged(path, kind, "its samples are no whole numbers from 0 on")
      }
      let orientation = Orientation(rawValue: Int(tiff_number(file, UInt32(TIFFTAG_ORIENTATION), 1))) ?? .upright
      let extra = tiff_extra_sample(file)
      let isMultiplied = extra == UInt32(EXTRASAMPLE_ASSOCALPHA)
      let hasOpacity = isMultiplied || extra == UInt32(EXTRASAMPLE_UNASSALPHA)
      if hasOpacity { tiff_keep_colours(file) }
      var pixels = [UInt32](repeating: 0, count: stored.pixelCount)
      // As it lies in the file, first row first; it is turned behind.
      let outcome = TIFFReadRGBAImageOriented(
        file, UInt32(stored.width), UInt32(stored.height), &pixels,
        Int32(tiff_number(file, UInt32(TIFFTAG_ORIENTATION), 1)), 1)
      guard outcome == 1 else { throw failure() }
      var samples: [UInt8] = []
      samples.reserveCapacity(pixels.count * (hasOpacity ? 4 : 3))
      for pixel in pixels {
        let opacity = Int(pixel >> 24)
        for shift in [0, 8, 16] {
          let sample = Int(pixel >> shift & 255)
          samples.append(
            isMultiplied && opacity > 0 ? UInt8(min(255, (sample * 255 + opacity / 2) / opacity)) : UInt8(sample))
        }
        if hasOpacity { samples.append(UInt8(opacity)) }
      }
      return orientation.upright(
        Picture(size: stored, layout: hasOpacity ? .colourAndOpacity : .colour, samples: samples))
    }
  #else
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      throw PictureError.damaged(path, kind, "this build lacks libtiff")
    }
  #endif
}
