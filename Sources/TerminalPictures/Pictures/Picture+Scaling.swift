extension Picture {
  /// The picture at another size: its pixels repeated where it grows, averaged over areas where it shrinks.
  ///
  /// Averages weigh colours by their opacity.
  package func scaled(width newWidth: Int, height newHeight: Int) -> Picture {
    precondition(newWidth > 0 && newHeight > 0, "a picture has pixels")
    if newWidth == width, newHeight == height { return self }
    let columns = Self.shares(of: width, among: newWidth)
    let rows = Self.shares(of: height, among: newHeight)
    // First across, into sums by opacity, then down.
    var across = [Float](repeating: 0, count: newWidth * height * 4)
    for y in 0..<height {
      for x in 0..<newWidth {
        var sum = SIMD4<Float>()
        for (source, weight) in columns[x] {
          let place = 4 * (y * width + source)
          let opacity = Float(pixels[place + 3]) * weight
          sum += SIMD4(
            Float(pixels[place]) * opacity, Float(pixels[place + 1]) * opacity, Float(pixels[place + 2]) * opacity,
            opacity)
        }
        for channel in 0..<4 { across[4 * (y * newWidth + x) + channel] = sum[channel] }
      }
    }
    var scaled = [UInt8](repeating: 0, count: newWidth * newHeight * 4)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        var sum = SIMD4<Float>()
        for (source, weight) in rows[y] {
          let place = 4 * (source * newWidth + x)
          sum += weight * SIMD4(across[place], across[place + 1], across[place + 2], across[place + 3])
        }
        let opacity = sum.w
        guard opacity > 0 else { continue }
        let place = 4 * (y * newWidth + x)
        for channel in 0..<3 { scaled[place + channel] = Self.byte(sum[channel] / opacity) }
        scaled[place + 3] = Self.byte(opacity)
      }
    }
    return Picture(width: newWidth, height: newHeight, opaque: scaled)
  }

  /// Which pixels each of `count` new ones is made of, and how much of each.
  private static func shares(of pixels: Int, among count: Int) -> [[(pixel: Int, weight: Float)]] {
    (0..<count).map { index in
      if count >= pixels {
        return [(min(pixels - 1, Int((Double(index) + 0.5) * Double(pixels) / Double(count))), 1)]
      }
      let start = Double(index) * Double(pixels) / Double(count)
      let end = Double(index + 1) * Double(pixels) / Double(count)
      let last = min(pixels - 1, Int(end.rounded(.up)) - 1)
      return (Int(start)...max(Int(start), last)).map { pixel in
        let covered = min(end, Double(pixel + 1)) - max(start, Double(pixel))
        return (pixel, Float(covered / (end - start)))
      }
    }
  }

  private static func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
}
