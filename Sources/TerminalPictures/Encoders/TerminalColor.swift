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
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let step = max(0, min(23, (mean - 3) / 10))
    let grey = UInt8(8 + 10 * step)
    var best = UInt8(232 + step)
    var least = color.hueDistance(to: PixelColor(red: grey, green: grey, blue: grey))
    for red in levels(around: color.red) {
      for green in levels(around: color.green) {
        for blue in levels(around: color.blue) {
          let candidate = PixelColor(red: levels[red], green: levels[green], blue: levels[blue])
          let distance = color.hueDistance(to: candidate)
          if distance < least {
            least = distance
            best = UInt8(16 + 36 * red + 6 * green + blue)
          }
        }
      }
    }
    return best
  }

  /// The levels of the cube at or below a value, and above it.
  private static func levels(around value: UInt8) -> ClosedRange<Int> {
    let below = levels.lastIndex { $0 <= value } ?? 0
    return below...(levels[below] == value ? below : below + 1)
  }
}

extension PixelColor {
  /// How far two colours are apart where hue counts for more than lightness, since greys are near to all that is dull.
  fileprivate func hueDistance(to other: PixelColor) -> Int {
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    let light = red + green + blue
    let (warm, cold, rest) = (red - green, green - blue, red - blue)
    return 2 * light * light + 3 * (warm * warm + cold * cold + rest * rest)
  }
}
