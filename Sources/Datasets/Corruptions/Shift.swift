internal import Options
internal import TensorMath

/// Images moved by whole pixels; what is uncovered has the mean of its channel in the image.
///
/// UvA deep learning tutorial 9 moves images by one pixel to show what the mean squared error makes of it.
struct Shift: Corruption {
  /// Pixels to the right; to the left where negative.
  let right: Int
  /// Pixels downwards; upwards where negative.
  let down: Int

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    let (_, height, width) = images.shape.extents
    images.makePlanes(in: result, compute: compute) { row, column, mean, pixel in
      let (source, from) = (row - down, column - right)
      return (0..<height).contains(source) && (0..<width).contains(from) ? pixel(source, from) : mean
    }
  }
}

extension OptionRow<any Corruption> {
  private static let right = OptionKey<Int>(
    "right", .whole(-4096...4096), argument: true, required: true, unit: "pixels",
    "how far to the right; a negative number is to the left")
  private static let down = OptionKey<Int>(
    "down", .whole(-4096...4096), unit: "pixels", "how far down; as far as to the right if not given")

  static let shift = OptionRow(
    "shift", "moves the image; what is uncovered has its mean colour", options: [right.declaration, down.declaration]
  ) { Shift(right: $0[right], down: $0[ifGiven: down] ?? $0[right]) }
}
