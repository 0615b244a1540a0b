import Basics

/// How often each colour occurs in some pictures; a colour is `0xRRGGBB`.
struct ColorHistogram {
  private(set) var counts: [UInt32: Int] = [:]

  /// Counts the pixels of one more picture.
  mutating func add(_ picture: Raster, unless stop: StopFlag = StopFlag()) throws(FigureError) {
    let stride = picture.width * 3
    var row: [(color: UInt32, count: Int)] = []
    try picture.pixels.withUnsafeBufferPointer { pixels throws(FigureError) in
      for start in Swift.stride(from: 0, to: pixels.count, by: stride) {
        try stop.checkDrawing()
        // Enlarged pictures repeat their rows, and pixels along them.
        if start == 0 || !pixels[start..<start + stride].elementsEqual(pixels[start - stride..<start]) {
          row.removeAll(keepingCapacity: true)
          for place in Swift.stride(from: start, to: start + stride, by: 3) {
            let color = Self.color(pixels, at: place)
            if let last = row.indices.last, row[last].color == color {
              row[last].count += 1
            } else {
              row.append((color, 1))
            }
          }
        }
        for run in row { counts[run.color, default: 0] += run.count }
      }
    }
  }

  /// The colour of the pixel that begins at a place.
  static func color(_ pixels: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt32 {
    UInt32(pixels[place]) << 16 | UInt32(pixels[place + 1]) << 8 | UInt32(pixels[place + 2])
  }
}
