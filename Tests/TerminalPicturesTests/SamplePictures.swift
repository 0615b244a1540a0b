import TerminalPictures

/// Pictures to be shown, of every awkward size.
enum SamplePictures {
  static let sizes: [(Int, Int)] = [(1, 1), (1, 7), (7, 1), (5, 3), (6, 6), (13, 11), (32, 32), (3, 14)]

  /// Few colours, among them transparent ones where there is an opacity.
  static func flat(_ width: Int, _ height: Int, channels: Int = 4) throws -> Picture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let kind = (x / 2 + 3 * (y / 3)) % 7
        pixels += [UInt8(kind * 36), UInt8(255 - kind * 20), kind == 3 ? 255 : 0]
        if channels == 4 { pixels.append(kind == 5 ? 0 : 255) }
      }
    }
    return try Picture(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// As many colours as pixels.
  static func smooth(_ width: Int, _ height: Int) throws -> Picture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        pixels += [UInt8(255 * x / max(1, width - 1)), UInt8(255 * y / max(1, height - 1)), UInt8((x + y) % 256)]
      }
    }
    return try Picture(width: width, height: height, channels: 3, pixels: pixels)
  }
}

extension Picture {
  /// A pixel's colour, or nil where it is transparent.
  func at(_ x: Int, _ y: Int) -> [Int]? {
    let place = 4 * (y * width + x)
    return pixels[place + 3] < 128 ? nil : pixels[place..<place + 3].map(Int.init)
  }

  /// The opacity of a pixel.
  func opacity(_ x: Int, _ y: Int) -> Int { Int(pixels[4 * (y * width + x) + 3]) }
}
