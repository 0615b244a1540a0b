internal import Options
internal import TensorMath

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Images turned about their middle, pixels mixed of the four nearest; what is uncovered has the mean of its channel.
struct Rotation: Corruption {
  /// The angle in degrees, to the left.
  let degrees: Double

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    let (_, height, width) = images.shape.extents
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    let (middleRow, middleColumn) = (Double(height - 1) / 2, Double(width - 1) / 2)
    images.makePlanes(in: result, compute: compute) { row, column, mean, pixel in
      let (y, x) = (Double(row) - middleRow, Double(column) - middleColumn)
      // Where the pixel came from, to a thousandth, so that right angles are exact.
      let from = ((cosine * x - sine * y + middleColumn) * 4096).rounded() / 4096
      let source = ((sine * x + cosine * y + middleRow) * 4096).rounded() / 4096
      let (left, top) = (Int(from.rounded(.down)), Int(source.rounded(.down)))
      let (across, along) = (Float(from - Double(left)), Float(source - Double(top)))
      func number(_ row: Int, _ column: Int) -> Float {
        (0..<height).contains(row) && (0..<width).contains(column) ? pixel(row, column) : mean
      }
      let upper = number(top, left) + across * (number(top, left + 1) - number(top, left))
      let lower = number(top + 1, left) + across * (number(top + 1, left + 1) - number(top + 1, left))
      return upper + along * (lower - upper)
    }
  }
}

extension OptionRow<any Corruption> {
  private static let degrees = OptionKey<Double>(
    "degrees", .number(NumberRange(-360, 360)), argument: true, required: true, unit: "degrees",
    "how far to the left; a negative number is to the right")

  static let rotate = OptionRow(
    "rotate", "turns the image about its middle; what is uncovered has its mean colour",
    options: [degrees.declaration]
  ) { Rotation(degrees: $0[degrees]) }
}
