import Basics

/// Resizing by area where an image shrinks, and between neighbours where it grows.
///
/// Each side is done on its own. Shrinking averages exactly the part of the image that a pixel covers
/// (a box filter, so nothing aliases); growing interpolates linearly between pixel centres.
enum ImageResizing {
  /// Resizes `pixels`, `[row, column, channel]`, and returns bytes, `[channel, row, column]`; throws `Interrupted` where
  /// it is stopped.
  static func resize(
    _ pixels: [UInt8], width: Int, height: Int, channels: Int, toWidth: Int, toHeight: Int,
    unless stop: StopFlag
  ) throws(Interrupted) -> [UInt8] {
    let columns = (0..<toWidth).map { weights(from: width, to: toWidth, place: $0) }
    let rows = (0..<toHeight).map { weights(from: height, to: toHeight, place: $0) }
    var result = [UInt8](repeating: 0, count: channels * toWidth * toHeight)
    var line = [Float](repeating: 0, count: width * channels)
    for (row, parts) in rows.enumerated() {
      for place in line.indices { line[place] = 0 }
      for (offset, weight) in parts.weights.enumerated() {
        try stop.check()
        let start = (parts.first + offset) * width * channels
        for place in line.indices { line[place] += Float(pixels[start + place]) * weight }
      }
      for (column, parts) in columns.enumerated() {
        for channel in 0..<channels {
          var sum: Float = 0
          for (offset, weight) in parts.weights.enumerated() {
            sum += line[(parts.first + offset) * channels + channel] * weight
          }
          result[(channel * toHeight + row) * toWidth + column] = UInt8(max(0, min(255, sum.rounded())))
        }
      }
    }
    return result
  }

  /// The pixels that make up pixel `place`, and the share of each.
  private static func weights(from old: Int, to new: Int, place: Int) -> (first: Int, weights: [Float]) {
    let scale = Float(old) / Float(new)
    if old <= new {
      let centre = (Float(place) + 0.5) * scale - 0.5
      let first = max(0, min(old - 1, Int(centre.rounded(.down))))
      let part = max(0, min(1, centre - Float(first)))
      return first + 1 < old && part > 0 ? (first, [1 - part, part]) : (first, [1])
    }
    let (start, end) = (Float(place) * scale, Float(place + 1) * scale)
    let first = min(old - 1, Int(start))
    let last = max(first, min(old - 1, Int(end.rounded(.up)) - 1))
    let covered = (first...last).map { max(0, min(end, Float($0 + 1)) - max(start, Float($0))) }
    let sum = covered.reduce(0, +)
    return (first, covered.map { $0 / sum })
  }
}
