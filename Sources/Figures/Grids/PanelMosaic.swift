import Basics

/// Many images of a band as one picture, which is quicker to draw, to store and to show than each on its own.
enum PanelMosaic {
  /// Bands of more images than this are drawn as one picture.
  static let manyImages = 400

  /// The images of `rows` in cells of `cell` pixels, what lies between them in the colour of the paper; nil where they
  /// are few, or rows stand apart, so that what lies between them is no whole number of pixels, and where it is stopped.
  static func picture(of rows: [PanelLayout.Row], cell: Int, paper: Color, unless stop: StopFlag) -> Raster? {
    let count = rows.reduce(0) { $0 + $1.images.count }
    guard count > manyImages, !rows.dropFirst().contains(where: \.isApart) else { return nil }
    let gap = PanelLayout.imageGap
    let width = (rows.map(\.images.count).max() ?? 0) * (cell + gap) - gap
    let heights = rows.map { row in row.images.compactMap { $0?.height }.max() ?? 0 }
    let height = heights.reduce(0) { $0 + $1 + gap } - gap
    guard height > 0, height <= FigureError.largestSide, width <= FigureError.largestSide else { return nil }
    let background = paper.bytes
    var pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { pixels, count in
      for row in 0..<height where !stop.isSet {
        for pixel in row * width..<(row + 1) * width {
          for channel in 0..<3 { pixels[pixel * 3 + channel] = background[channel] }
        }
      }
      count = pixels.count
    }
    var top = 0
    for (row, rowHeight) in zip(rows, heights) {
      if stop.isSet { return nil }
      for (column, image) in row.images.enumerated() {
        guard let image else { continue }
        for line in 0..<image.height {
          let place = ((top + line) * width + column * (cell + gap)) * 3
          let source = image.pixels[line * image.width * 3..<(line + 1) * image.width * 3]
          pixels.replaceSubrange(place..<place + source.count, with: source)
        }
      }
      top += rowHeight + gap
    }
    return Raster(width: width, height: height, pixels: pixels)
  }
}
