package import Basics

/// Resizing as PIL and torchvision do it, `Resize(antialias=True)`: a triangle as wide as a new pixel, or as an old one
/// where the picture grows; first along the rows and then along the columns, each rounded to bytes.
package enum PictureResizing {
  /// The bits behind the point of a weight.
  private static let precision = 22

  /// Brings pixels, `[row, column, channel]`, to another size; throws `Interrupted` where it is stopped.
  package static func resized(
    _ pixels: [UInt8], channels: Int, from old: PictureSize, to new: PictureSize, unless stop: StopFlag
  ) throws(Interrupted) -> [UInt8] {
    precondition(pixels.count == old.pixelCount * channels, "A picture has all of its pixels.")
    var pixels = pixels
    if new.width != old.width {
      pixels = try alongRows(
        pixels, channels: channels, rows: old.height, from: old.width, to: new.width, unless: stop)
    }
    if new.height != old.height {
      pixels = try alongColumns(pixels, rowLength: new.width * channels, from: old.height, to: new.height, unless: stop)
    }
    return pixels
  }

  private static func alongRows(
    _ pixels: [UInt8], channels: Int, rows: Int, from old: Int, to new: Int, unless stop: StopFlag
  ) throws(Interrupted) -> [UInt8] {
    let parts = weights(from: old, to: new)
    var result = [UInt8](repeating: 0, count: rows * new * channels)
    for row in 0..<rows {
      try stop.check()
      let start = row * old * channels
      for (column, part) in parts.enumerated() {
        for channel in 0..<channels {
          var sum = 1 << (precision - 1)
          var place = start + part.first * channels + channel
          for weight in part.weights {
            sum += Int(pixels[place]) * weight
            place += channels
          }
          result[(row * new + column) * channels + channel] = byte(sum)
        }
      }
    }
    return result
  }

  private static func alongColumns(
    _ pixels: [UInt8], rowLength: Int, from old: Int, to new: Int, unless stop: StopFlag
  ) throws(Interrupted) -> [UInt8] {
    let parts = weights(from: old, to: new)
    var result = [UInt8](repeating: 0, count: rowLength * new)
    var sums = [Int](repeating: 0, count: rowLength)
    for (row, part) in parts.enumerated() {
      for place in sums.indices { sums[place] = 1 << (precision - 1) }
      for (offset, weight) in part.weights.enumerated() {
        try stop.check()
        let start = (part.first + offset) * rowLength
        for place in 0..<rowLength { sums[place] += Int(pixels[start + place]) * weight }
      }
      for place in 0..<rowLength { result[row * rowLength + place] = byte(sums[place]) }
    }
    return result
  }

  private static func byte(_ sum: Int) -> UInt8 { UInt8(max(0, min(255, sum >> precision))) }

  /// For each new pixel the old ones that make it up, and the share of each, which together are one.
  private static func weights(from old: Int, to new: Int) -> [(first: Int, weights: [Int])] {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    return (0..<new).map { place in
      let centre = (Double(place) + 0.5) * scale
      let first = max(0, Int(centre - reach + 0.5))
      let end = min(old, Int(centre + reach + 0.5))
      let shares = (first..<end).map { max(0, 1 - abs((Double($0) - centre + 0.5) / reach)) }
      let sum = shares.reduce(0, +)
      return (first, shares.map { Int(($0 / sum * Double(1 << precision)).rounded(.toNearestOrAwayFromZero)) })
    }
  }
}
