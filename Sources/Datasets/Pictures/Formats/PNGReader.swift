package import Basics
import CPNG

/// Portable Network Graphics (ISO/IEC 15948), by libpng: what gAMA, cHRM and iCCP say is passed over, and sixteen bits
/// become eight as v/257, rounded.
package enum PNGReader: PictureReader {
  package static let kind = FileKind.png
  package static let trait: PictureTrait? = nil
  package static let endings = ["png"]

  package static func size(_ beginning: [UInt8]) -> PictureSize? {
    guard let width = beginning.big(4, at: 16), let height = beginning.big(4, at: 20) else { return nil }
    return PictureSize(height: height, width: width)
  }

  package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
    let picture = try bytes.withUnsafeBufferPointer { bytes in
      var reading = png_reading()
      (reading.bytes, reading.count) = (bytes.baseAddress, bytes.count)
      (reading.go_on, reading.owner) = (StopFlag.goOn, stop.owner)
      defer { png_reading_end(&reading) }
      func failure() -> any Error {
        stop.isSet ? Interrupted() : PictureError.damaged(path, kind, message(reading))
      }
      guard png_reading_begin(&reading) != 0 else { throw failure() }
      let size = PictureSize(height: Int(reading.height), width: Int(reading.width))
      // A compressed byte yields no more than 1032, and each of them eight pixels.
      try PictureLimits.check(size, path: path, kind: kind, byteCount: bytes.count, pixelsOfByte: 8 * 1032)
      guard png_reading_prepare(&reading) != 0 else { throw failure() }
      guard let layout = Picture.Layout(rawValue: Int(reading.channels)) else { throw failure() }
      let count = size.pixelCount * layout.rawValue
      var succeeded: Int32 = 0
      let samples = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
        target.initialize(repeating: 0)
        succeeded = png_reading_finish(&reading, target.baseAddress)
        filled = count
      }
      guard succeeded != 0 else { throw failure() }
      return Picture(size: size, layout: layout, samples: samples)
    }
    return withExtendedLifetime(stop) { picture }
  }

  private static func message(_ reading: png_reading) -> String {
    let words = withUnsafeBytes(of: reading.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return words.isEmpty ? "libpng gives no reason" : words
  }
}
