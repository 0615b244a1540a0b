package import Basics
import CPNG
import CPlatform
import FileFormats
import Glibc

/// A PNG file decoded to bytes by libpng's simplified calls, until it is stopped.
package struct PNGFile {
  package let width: Int
  package let height: Int
  /// The pixels, `[row, column, channel]`.
  package let pixels: [UInt8]

  /// The most pixels that a file may declare: a square of 8192.
  static let largestPixelCount = 1 << 26
  /// The most bytes that a file may have.
  private static let largestFile = 1 << 29

  /// Decodes the file at `path` to `channels` 1 (greyscale) or 3 (colour), over white where it is transparent.
  package init(path: String, channels: Int, unless stop: StopFlag = StopFlag()) throws {
    let stream = try FileStream(path: path, expecting: "a PNG file", unless: stop)
    let size = stream.size
    guard size > 0, size <= Self.largestFile else {
      throw FileFormatError.wrongSize(path: path, bytes: size, expected: "a PNG file of 1 to \(Self.largestFile) bytes")
    }
    let bytes = try stream.read(size)
    guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) else {
      throw DatasetError.notPNG(path: path, found: HexBytes.text(bytes.prefix(4)))
    }
    let reader = PNGBytes(bytes, unless: stop)
    guard let file = reader.open() else {
      throw FileFormatError.unreadable(path: path, reason: SystemError.last.reason)
    }
    defer { fclose(file) }
    do {
      (width, height, pixels) = try withExtendedLifetime(reader) {
        try Self.decode(file, byteCount: bytes.count, path: path, channels: channels)
      }
    } catch {
      // Whatever libpng says of it.
      try stop.check()
      throw error
    }
  }

  /// Decodes a file's bytes, which libpng reads from beginning to end of this call.
  private static func decode(
    _ file: UnsafeMutablePointer<FILE>, byteCount: Int, path: String, channels: Int
  ) throws -> (width: Int, height: Int, pixels: [UInt8]) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_stdio(&image, file) != 0 else {
      throw DatasetError.damagedPNG(path: path, reason: message(image))
    }
    let (width, height) = (Int(image.width), Int(image.height))
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count > 0, count <= largestPixelCount else {
      throw DatasetError.hugePNG(path: path, width: width, height: height, limit: largestPixelCount)
    }
    // A compressed byte yields no more than 1032; a file that declares more than it can hold is no picture.
    guard count / 8 / 1032 <= byteCount else {
      throw DatasetError.damagedPNG(
        path: path, reason: "\(width)x\(height) pixels cannot be in \(byteCount) bytes")
    }
    image.format = channels == 1 ? UInt32(PNG_FORMAT_GRAY) : UInt32(PNG_FORMAT_RGB)
    var background = png_color(red: 255, green: 255, blue: 255)
    var succeeded: Int32 = 0
    let pixels = [UInt8](unsafeUninitializedCapacity: count * channels) { buffer, initialized in
      buffer.initialize(repeating: 0)
      succeeded = png_image_finish_read(&image, &background, buffer.baseAddress, 0, nil)
      initialized = count * channels
    }
    guard succeeded != 0 else { throw DatasetError.damagedPNG(path: path, reason: message(image)) }
    return (width, height, pixels)
  }

  private static func message(_ image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

/// The bytes of a file as libpng asks for them, few at a time; the end of them once it is stopped.
private final class PNGBytes {
  private let bytes: [UInt8]
  private let stop: StopFlag
  private var place = 0
  /// What is given at once: unpacked, it takes little time, however well it was packed.
  private static let piece = 1 << 14

  init(_ bytes: [UInt8], unless stop: StopFlag) { (self.bytes, self.stop) = (bytes, stop) }

  /// A stream over the bytes, which is valid while this object is; nil where the system has none.
  func open() -> UnsafeMutablePointer<FILE>? {
    platform_open_reader(Unmanaged.passUnretained(self).toOpaque()) { owner, target, count in
      guard let owner, let target else { return -1 }
      let reader = Unmanaged<PNGBytes>.fromOpaque(owner).takeUnretainedValue()
      return reader.read(into: UnsafeMutableRawBufferPointer(start: target, count: Int(count)))
    }
  }

  private func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    guard !stop.isSet else { return -1 }
    let count = min(target.count, Self.piece, bytes.count - place)
    target.copyBytes(from: bytes[place..<place + count])
    place += count
    return count
  }
}
