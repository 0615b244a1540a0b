/// Characters whose upper and lower halves are a pixel each.
enum HalfBlocks {
  /// The bytes of a picture, a column for each of its own and a row for each two.
  static func bytes(of picture: Picture, hasTrueColor: Bool) -> [UInt8] {
    var row = Row(hasTrueColor: hasTrueColor)
    for y in stride(from: 0, to: picture.height, by: 2) {
      for x in 0..<picture.width {
        row.append(upper: picture.color(x, y), lower: y + 1 < picture.height ? picture.color(x, y + 1) : nil)
      }
      row.end()
    }
    return Array(row.text.utf8)
  }

  /// Writes cells, and colours only where they change.
  private struct Row {
    let hasTrueColor: Bool
    var text = ""
    private var foreground: TerminalColor?
    private var background: TerminalColor?

    init(hasTrueColor: Bool) {
      self.hasTrueColor = hasTrueColor
    }

    mutating func append(upper: PixelColor?, lower: PixelColor?) {
      let upper = upper.map { TerminalColor($0, hasTrueColor: hasTrueColor) }
      let lower = lower.map { TerminalColor($0, hasTrueColor: hasTrueColor) }
      switch (upper, lower) {
      case (let upper, let lower) where upper == lower:
        // A cell of one colour is a full block or a space, whichever needs no change.
        if let upper, upper == foreground, upper != background {
          text += "█"
        } else {
          paint(foreground, on: upper)
          text += " "
        }
      case (let upper?, let lower) where lower == nil || foreground != lower || background != upper:
        paint(upper, on: lower)
        text += "▀"
      case (_, let lower):
        paint(lower, on: upper)
        text += "▄"
      }
    }

    mutating func end() {
      if foreground != nil || background != nil { text += "\u{1B}[0m" }
      (foreground, background) = (nil, nil)
      text += "\n"
    }

    private mutating func paint(_ newForeground: TerminalColor?, on newBackground: TerminalColor?) {
      var codes: [String] = []
      if newForeground != foreground, let newForeground { codes.append("38;" + newForeground.code) }
      if newBackground != background { codes.append(newBackground.map { "48;" + $0.code } ?? "49") }
      if !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
      (foreground, background) = (newForeground, newBackground)
    }
  }
}

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
