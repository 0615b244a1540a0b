import Basics

/// At most 256 colours that stand for all colours of an animation.
struct Palette {
  /// The colours, each `0xRRGGBB`.
  let colors: [UInt32]
  private let indices: [UInt32: UInt8]

  /// The colours themselves where there are no more than 256, else the nearest of 256 others to each.
  init(_ histogram: ColorHistogram, unless stop: StopFlag = StopFlag()) throws(FigureError) {
    let isExact = histogram.counts.count <= 256
    let colors = isExact ? histogram.counts.keys.sorted() : MedianCut.colors(histogram, limit: 256)
    self.colors = colors
    if isExact {
      indices = Dictionary(uniqueKeysWithValues: colors.enumerated().map { ($1, UInt8($0)) })
    } else {
      var indices: [UInt32: UInt8] = [:]
      indices.reserveCapacity(histogram.counts.count)
      for color in histogram.counts.keys {
        try stop.checkDrawing()
        indices[color] = Self.nearest(to: color, in: colors)
      }
      self.indices = indices
    }
  }

  /// The place of each pixel's colour; all colours of `picture` were in the histogram.
  func indices(of picture: Raster, unless stop: StopFlag = StopFlag()) throws(FigureError) -> [UInt8] {
    var places: [UInt8] = []
    places.reserveCapacity(picture.width * picture.height)
    picture.pixels.withUnsafeBufferPointer { pixels in
      var last: (color: UInt32, index: UInt8)?
      for place in stride(from: 0, to: pixels.count, by: 3) where !stop.isSet {
        let color = ColorHistogram.color(pixels, at: place)
        if let last, last.color == color {
          places.append(last.index)
        } else {
          let index = indices[color] ?? Self.nearest(to: color, in: colors)
          last = (color, index)
          places.append(index)
        }
      }
    }
    try stop.checkDrawing()
    return places
  }

  private static func nearest(to color: UInt32, in colors: [UInt32]) -> UInt8 {
    var (nearest, least) = (0, Int.max)
    for (index, other) in colors.enumerated() {
      var distance = 0
      for shift: UInt32 in [16, 8, 0] {
        let step = Int(color >> shift & 0xFF) - Int(other >> shift & 0xFF)
        distance += step * step
      }
      if distance < least { (nearest, least) = (index, distance) }
    }
    return UInt8(nearest)
  }
}
