public import TensorMath

/// Poolings of one channel of an image, number by number in double precision.
public enum ReferencePooling {
  /// An image of one channel by rows.
  public typealias Plane = [[Double]]

  /// The places of a window's pixels in row order, those in the padding included.
  public static func window(_ g: PoolingGeometry, row: Int, column: Int) -> [(y: Int, x: Int)] {
    (0..<g.rows.kernel).flatMap { ky in
      (0..<g.columns.kernel).map { kx in
        (row * g.rows.stride - g.rows.padding + ky, column * g.columns.stride - g.columns.padding + kx)
      }
    }
  }

  /// Of each window the first of the largest numbers, or the last that is none: its place and itself.
  public static func maxima(_ g: PoolingGeometry, _ plane: Plane) -> [[(y: Int, x: Int, value: Double)]] {
    (0..<g.rows.outputs).map { row in
      (0..<g.columns.outputs).map { column in
        var best: (y: Int, x: Int, value: Double)?
        for (y, x) in window(g, row: row, column: column) where plane.indices ~= y && plane[0].indices ~= x {
          let value = plane[y][x]
          if best.map({ value > $0.value || value.isNaN }) ?? true { best = (y, x, value) }
        }
        return best ?? (0, 0, -.infinity)
      }
    }
  }

  /// The mean of each window, its padding counted as zeros or not; what lies behind the padding never counts.
  public static func means(_ g: PoolingGeometry, _ plane: Plane, countsPadding: Bool) -> Plane {
    (0..<g.rows.outputs).map { row in
      (0..<g.columns.outputs).map { column in
        var (sum, count) = (0.0, 0.0)
        for (y, x) in window(g, row: row, column: column)
        where y < plane.count + g.rows.padding && x < plane[0].count + g.columns.padding {
          let isInside = plane.indices ~= y && plane[0].indices ~= x
          if isInside { sum += plane[y][x] }
          if isInside || countsPadding { count += 1 }
        }
        return sum / count
      }
    }
  }

  /// The means of `height` × `width` windows that cover the image.
  public static func adaptiveMeans(_ plane: Plane, height: Int, width: Int) -> Plane {
    func range(_ i: Int, _ side: Int, _ count: Int) -> Range<Int> {
      Int(
        (Double(i * side) / Double(count)).rounded(.down))..<Int((Double((i + 1) * side) / Double(count)).rounded(.up))
    }
    return (0..<height).map { row in
      (0..<width).map { column in
        let numbers = range(row, plane.count, height).flatMap { y in
          range(column, plane[0].count, width).map { plane[y][$0] }
        }
        return numbers.reduce(0, +) / Double(numbers.count)
      }
    }
  }
}
