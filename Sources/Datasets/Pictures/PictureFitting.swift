package import Basics
public import Options

/// How a picture of other proportions is brought to a size.
public enum PictureFit: String, OptionWord {
  /// Each side by itself.
  case stretch
  /// So that it covers the size, and what lies over is cut off.
  case cover
  /// So that all of it is seen, with black beside it.
  case contain

  /// What is done, in a few words.
  public var summary: String {
    switch self {
    case .stretch: "each side is scaled by itself"
    case .cover: "scaled until it covers the size, and the middle cut out"
    case .contain: "scaled until all of it is seen, with black beside it"
    }
  }
}

/// Which part of a picture is cut out.
public enum PictureCrop: String, OptionWord {
  /// The middle.
  case centre

  /// What is cut out, in a few words.
  public var summary: String { "the middle, of this size, without scaling; black where the picture is smaller" }
}

/// What is done to pictures until all have one size.
package struct PictureFitting: Hashable, Sendable {
  /// The size.
  package let size: PictureSize
  /// What is done to reach it: a fit, or nil to cut the middle out as it is.
  package let fit: PictureFit?

  package init(size: PictureSize, fit: PictureFit?) { (self.size, self.fit) = (size, fit) }

  /// Brings pixels, `[row, column, channel]`, to the size.
  package func fitted(
    _ pixels: [UInt8], channels: Int, from old: PictureSize, unless stop: StopFlag
  ) throws(Interrupted) -> [UInt8] {
    guard old != size else { return pixels }
    let scaled = scaledSize(of: old)
    let resized = try PictureResizing.resized(pixels, channels: channels, from: old, to: scaled, unless: stop)
    return scaled == size ? resized : middle(of: resized, channels: channels, from: scaled)
  }

  /// What a picture is scaled to before it is cut or framed.
  private func scaledSize(of old: PictureSize) -> PictureSize {
    guard let fit, fit != .stretch else { return fit == nil ? old : size }
    // Whole numbers, so that no rounding decides: is it higher than the size is, for its width?
    let isHigher = old.height * size.width > old.width * size.height
    if isHigher == (fit == .cover) {
      let height = old.height * size.width / old.width
      return PictureSize(height: fit == .cover ? max(size.height, height) : max(1, height), width: size.width)
    }
    let width = old.width * size.height / old.height
    return PictureSize(height: size.height, width: fit == .cover ? max(size.width, width) : max(1, width))
  }

  /// The middle of a picture as torchvision's `CenterCrop` takes it: framed in black first where it is smaller.
  private func middle(of pixels: [UInt8], channels: Int, from old: PictureSize) -> [UInt8] {
    let rows = Self.place(old.height, size.height)
    let columns = Self.place(old.width, size.width)
    var result = [UInt8](repeating: 0, count: size.pixelCount * channels)
    for row in 0..<size.height {
      let from = row + rows
      guard (0..<old.height).contains(from) else { continue }
      let first = max(0, -columns)
      let last = min(size.width, old.width - columns)
      let source = (from * old.width + first + columns) * channels
      let target = (row * size.width + first) * channels
      for place in 0..<max(0, last - first) * channels { result[target + place] = pixels[source + place] }
    }
    return result
  }

  /// Where the first row or column of the middle lies: half of what is over, a half rounded to the even number; below
  /// zero where something is missing.
  private static func place(_ old: Int, _ new: Int) -> Int {
    old >= new ? Int((Double(old - new) / 2).rounded(.toNearestOrEven)) : -((new - old) / 2)
  }
}
