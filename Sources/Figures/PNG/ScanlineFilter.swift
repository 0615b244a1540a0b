import Basics

/// Lines of pixels made easier to pack: each as its differences from the pixel before, from the line above, or as it is,
/// whichever has the smallest numbers.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 9.2 and 12.7.
enum ScanlineFilter {
  /// The lines of `picture`, each after the number of its filter.
  static func filtered(_ picture: Raster, unless stop: StopFlag) throws(FigureError) -> [UInt8] {
    let length = picture.width * 3
    let count = picture.height * (length + 1)
    let lines = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      picture.pixels.withUnsafeBufferPointer { pixels in
        guard let pixels = pixels.baseAddress, var line = output.baseAddress else { return }
        for row in 0..<picture.height where !stop.isSet {
          let current = pixels + row * length
          filter(current, above: row == 0 ? nil : current - length, length: length, into: line)
          line += length + 1
        }
      }
      initialized = count
    }
    try stop.checkDrawing()
    return lines
  }

  /// Bytes of a pixel.
  private static let step = 3

  private static func filter(
    _ line: UnsafePointer<UInt8>, above: UnsafePointer<UInt8>?, length: Int, into output: UnsafeMutablePointer<UInt8>
  ) {
    var (plain, horizontal, vertical) = (0, 0, Int.max)
    for index in 0..<length { plain &+= size(line[index]) }
    for index in 0..<min(step, length) { horizontal &+= size(line[index]) }
    for index in step..<max(step, length) { horizontal &+= size(line[index] &- line[index - step]) }
    if let above {
      vertical = 0
      for index in 0..<length { vertical &+= size(line[index] &- above[index]) }
    }
    let values = output + 1
    if let above, vertical <= min(plain, horizontal) {
      output[0] = 2
      for index in 0..<length { values[index] = line[index] &- above[index] }
    } else if horizontal < plain {
      output[0] = 1
      for index in 0..<min(step, length) { values[index] = line[index] }
      for index in step..<max(step, length) { values[index] = line[index] &- line[index - step] }
    } else {
      output[0] = 0
      for index in 0..<length { values[index] = line[index] }
    }
  }

  /// How far a difference is from zero, which it may lie below.
  @inline(__always) private static func size(_ difference: UInt8) -> Int {
    Int(Int8(bitPattern: difference).magnitude)
  }
}
