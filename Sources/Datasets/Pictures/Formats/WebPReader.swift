package import Basics

#if WebP
  import CWebP
#endif

/// WebP (RFC 9649), by libwebp: of an animation the first picture.
package enum WebPReader: PictureReader {
  package static let kind = FileKind.webp
  package static let endings = ["webp"]

  #if WebP
    package static let trait: PictureTrait? = PictureTrait(name: "WebP", package: "libwebp-dev", isHere: true)
  #else
    package static let trait: PictureTrait? = PictureTrait(name: "WebP", package: "libwebp-dev", isHere: false)
  #endif

  /// Sections 2.5 to 2.7: a lossy, a lossless or an extended file.
  package static func size(_ beginning: [UInt8]) -> PictureSize? {
    guard beginning.count >= 30 else { return nil }
    switch String(decoding: beginning[12..<16], as: UTF8.self) {
    case "VP8 ":
      guard let width = beginning.small(2, at: 26), let height = beginning.small(2, at: 28) else { return nil }
      return PictureSize(height: height & 0x3fff, width: width & 0x3fff)
    case "VP8L":
      guard let bits = beginning.small(4, at: 21) else { return nil }
      return PictureSize(height: bits >> 14 & 0x3fff + 1, width: bits & 0x3fff + 1)
    case "VP8X":
      guard let width = beginning.small(3, at: 24), let height = beginning.small(3, at: 27) else { return nil }
      return PictureSize(height: height + 1, width: width + 1)
    default: return nil
    }
  }

  #if WebP
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      try stop.check()
      var features = WebPBitstreamFeatures()
      let status = WebPGetFeatures(bytes, bytes.count, &features)
      guard status == VP8_STATUS_OK else { throw PictureError.damaged(path, kind, reason(status)) }
      let size = PictureSize(height: Int(features.height), width: Int(features.width))
      // A picture of one colour takes some twenty bytes, whatever its size, which is 16,383 a side at most.
      try PictureLimits.check(size, path: path, kind: kind, byteCount: bytes.count, pixelsOfByte: .max)
      if features.has_animation != 0 { return try firstFrame(bytes, size, path: path) }
      let layout: Picture.Layout = features.has_alpha != 0 ? .colourAndOpacity : .colour
      let row = size.width * layout.rawValue
      var isWhole = false
      let samples = [UInt8](unsafeUninitializedCapacity: row * size.height) { target, filled in
        target.initialize(repeating: 0)
        let decoded =
          layout == .colour
          ? WebPDecodeRGBInto(bytes, bytes.count, target.baseAddress, target.count, Int32(row))
          : WebPDecodeRGBAInto(bytes, bytes.count, target.baseAddress, target.count, Int32(row))
        isWhole = decoded != nil
        filled = target.count
      }
      guard isWhole else { throw PictureError.damaged(path, kind, "its pixels are damaged or truncated") }
      return Picture(size: size, layout: layout, samples: samples)
    }

    private static func firstFrame(_ bytes: [UInt8], _ size: PictureSize, path: String) throws -> Picture {
      try bytes.withUnsafeBufferPointer { bytes in
        var data = WebPData(bytes: bytes.baseAddress, size: bytes.count)
        var options = WebPAnimDecoderOptions()
        var frame: UnsafeMutablePointer<UInt8>?
        var time: Int32 = 0
        guard webp_animation_options(&options) != 0, let decoder = webp_animation_decoder(&data, &options) else {
          throw PictureError.damaged(path, kind, "its frames do not hold together")
        }
        defer { WebPAnimDecoderDelete(decoder) }
        guard WebPAnimDecoderGetNext(decoder, &frame, &time) != 0, let frame else {
          throw PictureError.damaged(path, kind, "its first frame is damaged or truncated")
        }
        let samples = Array(UnsafeBufferPointer(start: frame, count: size.pixelCount * 4))
        return Picture(size: size, layout: .colourAndOpacity, samples: samples)
      }
    }

    private static func reason(_ status: VP8StatusCode) -> String {
      switch status {
      case VP8_STATUS_NOT_ENOUGH_DATA: "it is truncated"
      case VP8_STATUS_UNSUPPORTED_FEATURE: "it has a feature that libwebp does not know"
      default: "its header is damaged"
      }
    }
  #else
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      throw PictureError.damaged(path, kind, "this build lacks libwebp")
    }
  #endif
}
