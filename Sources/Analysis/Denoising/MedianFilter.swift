public import Basics

/// The median of a square of pixels around each, channel by channel; the borders are mirrored.
///
/// Source: `scipy.ndimage.median_filter` with `mode="reflect"`.
public enum MedianFilter {
  /// Filters planes of pixels, `[n, height, width]`, row-major.
  /// - Parameter progress: Told how many planes are done.
  /// - Precondition: `side` is odd.
  /// - Complexity: O(n · height · width · side² · log side).
  public static func apply(
    to planes: [Float], height: Int, width: Int, side: Int, unless stop: StopFlag,
    progress: (_ planes: Int) -> Void = { _ in }
  ) throws(Interrupted) -> [Float] {
    precondition(side > 0 && side % 2 == 1, "A median has a middle.")
    let area = height * width
    precondition(area > 0 && planes.count % area == 0, "The planes have another size.")
    let reach = side / 2
    let rows = (0..<height + 2 * reach).map { mirrored($0 - reach, height) }
    let columns = (0..<width + 2 * reach).map { mirrored($0 - reach, width) }
    var result = [Float](repeating: 0, count: planes.count)
    var window = [Float](repeating: 0, count: side * side)
    for plane in 0..<planes.count / area {
      try stop.check()
      for row in 0..<height {
        for column in 0..<width {
          var place = 0
          for y in row..<row + side {
            for x in column..<column + side {
              window[place] = planes[plane * area + rows[y] * width + columns[x]]
              place += 1
            }
          }
          window.sort()
          result[plane * area + row * width + column] = window[window.count / 2]
        }
      }
      progress(plane + 1)
    }
    return result
  }

  /// The place that is seen in a mirror at the border, the pixel there seen twice.
  private static func mirrored(_ place: Int, _ count: Int) -> Int {
    let period = 2 * count
    let within = ((place % period) + period) % period
    return within < count ? within : period - 1 - within
  }
}
