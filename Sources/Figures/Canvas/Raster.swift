/// A picture of 8-bit RGB pixels, rows from the top, each from the left.
public struct Raster: Hashable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The pixels, `[height, width, 3]`.
  public let pixels: [UInt8]

  /// A picture from its pixels, `[height, width, 3]`.
  ///
  /// Precondition: `pixels` holds exactly that many numbers.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0 && pixels.count == width * height * 3, "pixels are [height, width, 3]")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
