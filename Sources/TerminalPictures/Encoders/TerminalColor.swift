/// A colour as a terminal is told it.
enum TerminalColor: Hashable {
  case exact(PixelColor)
  /// One of xterm's palette.
  case indexed(UInt8)

  init(_ color: PixelColor, hasTrueColor: Bool) {
    self = hasTrueColor ? .exact(color) : .indexed(Self.index(nearest: color))
  }

  /// What follows 38 or 48.
  var code: String {
    switch self {
    case .exact(let color): "2;\(color.red);\(color.green);\(color.blue)"
    case .indexed(let index): "5;\(index)"
    }
  }

  /// The levels of the palette's cube.
  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The colour of the cube or of the greys that is nearest; the first sixteen are every user's own.
  private static func index(nearest color: PixelColor) -> UInt8 {
    func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    let (red, green, blue) = (level(color.red), level(color.green), level(color.blue))
    let cube = PixelColor(red: levels[red], green: levels[green], blue: levels[blue])
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let step = max(0, min(23, (mean - 3) / 10))
    let grey = UInt8(8 + 10 * step)
    let greys = PixelColor(red: grey, green: grey, blue: grey)
    return color.distance(to: greys) < color.distance(to: cube)
      ? UInt8(232 + step) : UInt8(16 + 36 * red + 6 * green + blue)
  }
}
