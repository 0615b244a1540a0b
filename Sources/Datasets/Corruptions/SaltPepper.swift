internal import Options
internal import TensorMath

/// Pixels that become white or black, each with half the probability.
struct SaltPepper: Corruption {
  let share: Double

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    let (channels, height, width) = images.shape.extents
    let (salt, pepper) = (Float(share / 2), Float(1 - share / 2))
    result.take(images)
    for sample in 0..<images.count {
      for pixel in 0..<(height * width) {
        let number = random.generator.uniform()
        guard number < salt || number >= pepper else { continue }
        result.set(sample, pixel: pixel, channels: channels) { _ in number < salt ? 1 : -1 }
      }
    }
  }
}

extension OptionRow<any Corruption> {
  private static let share = OptionKey<Double>(
    "share", .number(.unit), argument: true, required: true, "how many of the pixels, from 0 to 1")

  static let saltPepper = OptionRow(
    "salt-pepper", "makes pixels white or black, drawn one by one", options: [share.declaration]
  ) { SaltPepper(share: $0[share]) }
}
