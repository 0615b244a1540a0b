/// A picture as pixels, and as the PNG file that it came from where there is one.
public struct Picture: Hashable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// Red, green, blue and opacity of each pixel, row after row from the top, straight rather than multiplied.
  public let pixels: [UInt8]
  /// The bytes of the PNG file.
  public let png: [UInt8]?

  /// A picture of three bytes a pixel (red, green, blue) or four (with opacity).
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8], png: [UInt8]? = nil) throws(PictureError) {
    let (area, overflows) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflows, area <= Int.max / 4 else {
      throw .unusableSize(width: width, height: height)
    }
    guard channels == 3 || channels == 4 else { throw .unusableChannels(channels) }
    guard pixels.count == area * channels else {
      throw .wrongByteCount(found: pixels.count, expected: area * channels)
    }
    self.width = width
    self.height = height
    self.png = png
    if channels == 4 {
      self.pixels = pixels
    } else {
      self.pixels = [UInt8](unsafeUninitializedCapacity: area * 4) { buffer, count in
        for pixel in 0..<area {
          for channel in 0..<3 { buffer[4 * pixel + channel] = pixels[3 * pixel + channel] }
          buffer[4 * pixel + 3] = 255
        }
        count = area * 4
      }
    }
  }

  /// A picture of four bytes a pixel that is known to be in order.
  init(width: Int, height: Int, opaque pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height * 4, "as many bytes as pixels need")
    self.width = width
    self.height = height
    self.pixels = pixels
    png = nil
  }

  /// The colour of a pixel, or nil where the terminal's own background shows through.
  func color(_ x: Int, _ y: Int) -> PixelColor? {
    let place = 4 * (y * width + x)
    guard pixels[place + 3] >= 128 else { return nil }
    return PixelColor(red: pixels[place], green: pixels[place + 1], blue: pixels[place + 2])
  }
}

/// What is wrong with what is to be a picture.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No picture has that size.
  case unusableSize(width: Int, height: Int)
  /// Pixels have three channels or four.
  case unusableChannels(Int)
  /// There are not as many bytes as the size needs.
  case wrongByteCount(found: Int, expected: Int)

  /// The error in words.
  public var description: String {
    switch self {
    case .unusableSize(let width, let height): "a picture of \(width)x\(height) pixels cannot be shown"
    case .unusableChannels(let count): "pixels have 3 or 4 channels, not \(count)"
    case .wrongByteCount(let found, let expected): "the picture has \(found) bytes, and needs \(expected)"
    }
  }
}

/// An opaque colour.
struct PixelColor: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  /// The square of how far two colours are apart, weighted as the eye weighs them.
  func distance(to other: PixelColor) -> Int {
    let (red, green, blue) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return 3 * red * red + 6 * green * green + blue * blue
  }
}
