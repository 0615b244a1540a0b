internal import Options
internal import TensorMath

/// Pixels that are put out, each with the same probability.
///
/// Source: P. Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders" (2008), section 2.2.
struct Mask: Corruption {
  let share: Double

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    let (channels, height, width) = images.shape.extents
    result.take(images)
    for sample in 0..<images.count {
      for pixel in 0..<(height * width) where random.generator.uniform() < Float(share) {
        result.set(sample, pixel: pixel, channels: channels) { _ in 0 }
      }
    }
  }
}

extension OptionRow<any Corruption> {
  private static let share = OptionKey<Double>(
    "share", .number(.unit), argument: true, required: true, "how many of the pixels, from 0 to 1")

  static let mask = OptionRow(
    "mask", "puts pixels out, drawn one by one: they become grey, 0", options: [share.declaration]
  ) { Mask(share: $0[share]) }
}
