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

  /// The picture with every pixel as a square of so many pixels a side.
  package func enlarged(by factor: Int) -> Raster {
    guard factor > 1 else { return self }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(self.pixels.count * factor * factor)
    for row in 0..<height {
      let start = pixels.count
      for pixel in 0..<width {
        let place = (row * width + pixel) * 3
        for _ in 0..<factor { pixels += self.pixels[place..<place + 3] }
      }
      let line = Array(pixels[start...])
      for _ in 1..<factor { pixels += line }
    }
    return Raster(width: width * factor, height: height * factor, pixels: pixels)
  }
}
