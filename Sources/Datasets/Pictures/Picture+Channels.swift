public import Options

/// What becomes of pixels that are not opaque.
public enum Transparency: String, OptionWord {
  /// They lie over white.
  case white
  /// They lie over black.
  case black
  /// They are taken as if they were opaque.
  case drop

  /// What is done, in a few words.
  public var summary: String {
    switch self {
    case .white: "lie over white"
    case .black: "lie over black"
    case .drop: "are taken as if they were opaque, as PIL's `convert` takes them"
    }
  }
}

extension Picture {
  /// The pixels in one channel or three, `[row, column, channel]`, what is transparent mixed in stored values.
  package func pixels(channels: Int, transparency: Transparency) -> [UInt8] {
    precondition(channels == 1 || channels == 3, "Images have one channel or three.")
    let opaque = layout.hasOpacity ? overBackground(transparency) : samples
    let isColour = layout == .colour || layout == .colourAndOpacity
    switch (isColour, channels) {
    case (true, 1): return Self.grey(opaque)
    case (false, 3): return Self.colour(opaque)
    default: return opaque
    }
  }

  /// The samples without their opacity: (c · a + background · (255 − a)) / 255, rounded.
  private func overBackground(_ transparency: Transparency) -> [UInt8] {
    let stride = layout.rawValue
    let colours = stride - 1
    return [UInt8](unsafeUninitializedCapacity: size.pixelCount * colours) { target, filled in
      for pixel in 0..<size.pixelCount {
        let opacity = transparency == .drop ? 255 : Int(samples[pixel * stride + colours])
        let background = transparency == .white ? 255 * (255 - opacity) : 0
        for colour in 0..<colours {
          let sample = Int(samples[pixel * stride + colour])
          target[pixel * colours + colour] = UInt8((sample * opacity + background + 127) / 255)
        }
      }
      filled = size.pixelCount * colours
    }
  }

  /// Grey three times.
  private static func colour(_ grey: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 3 * grey.count) { target, filled in
      for place in 0..<3 * grey.count { target[place] = grey[place / 3] }
      filled = 3 * grey.count
    }
  }

  /// 0.299 R + 0.587 G + 0.114 B in sixteen bits behind the point, rounded, as ITU-R 601-2 and PIL's `L` have it.
  private static func grey(_ colour: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: colour.count / 3) { target, filled in
      for pixel in 0..<colour.count / 3 {
        let (red, green, blue) = (Int(colour[3 * pixel]), Int(colour[3 * pixel + 1]), Int(colour[3 * pixel + 2]))
        target[pixel] = UInt8((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16)
      }
      filled = colour.count / 3
    }
  }
}
