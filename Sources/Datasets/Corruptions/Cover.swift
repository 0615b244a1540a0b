internal import Options
internal import TensorMath

/// Images whose upper rows are covered with the mean of each channel.
///
/// UvA deep learning tutorial 9 covers the upper half to show what the mean squared error makes of it.
struct Cover: Corruption {
  let share: Double

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    let (_, height, _) = images.shape.extents
    let covered = Int(share * Double(height))
    images.makePlanes(in: result, compute: compute) { row, column, mean, pixel in
      row < covered ? mean : pixel(row, column)
    }
  }
}

extension OptionRow<any Corruption> {
  private static let share = OptionKey<Double>(
    "share", .number(.unit), argument: true, required: true, "how many of the rows, from 0 to 1, from above")

  static let cover = OptionRow(
    "cover", "covers the upper part of the image with its mean colour", options: [share.declaration]
  ) { Cover(share: $0[share]) }
}
