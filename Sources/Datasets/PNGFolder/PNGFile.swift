import CPNG

/// A PNG file decoded to bytes by libpng's simplified calls.
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
  package init(path: String, channels: Int) throws {
    let stream = try FileStream(path: path, expecting: "a PNG file")
    let size = stream.size
    guard size > 0, size <= Self.largestFile else {
      throw DatasetError.wrongSize(path: path, bytes: size, expected: "a PNG file of 1 to \(Self.largestFile) bytes")
    }
    let bytes = try stream.read(size)
    guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) else {
      throw DatasetError.notPNG(path: path, found: HexBytes.text(bytes.prefix(4)))
    }
    (width, height, pixels) = try bytes.withUnsafeBytes { try Self.decode($0, path: path, channels: channels) }
  }

  /// Decodes a file's bytes, which libpng reads from beginning to end of this call.
  private static func decode(_ bytes: UnsafeRawBufferPointer, path: String, channels: Int) throws -> (
    width: Int, height: Int, pixels: [UInt8]
  ) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
      throw DatasetError.damagedPNG(path: path, reason: message(image))
    }
    let (width, height) = (Int(image.width), Int(image.height))
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count > 0, count <= largestPixelCount else {
      throw DatasetError.hugePNG(path: path, width: width, height: height, limit: largestPixelCount)
    }
    // A compressed byte yields no more than 1032; a file that declares more than it can hold is no picture.
    guard count / 8 / 1032 <= bytes.count else {
      throw DatasetError.damagedPNG(
        path: path, reason: "\(width)x\(height) pixels cannot be in \(bytes.count) bytes")
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
