internal import Options
internal import TensorMath

/// Left and right exchanged, for half of the images.
///
/// Source: torchvision's `RandomHorizontalFlip`, which draws `torch.rand(1) < p`.
struct Flip: Augmentation {
  let probability: Double

  func draw(height: Int, width: Int, random: RandomStream) -> PixelMove {
    PixelMove(isMirrored: random.generator.uniform() < Float(probability))
  }
}

extension OptionRow<any Augmentation> {
  private static let probability = OptionKey<Double>(
    "probability", .number(.unit), argument: true, "how many of the images; half if not given")

  static let flip = OptionRow(
    "flip", "exchanges left and right in half of the images", options: [probability.declaration]
  ) { Flip(probability: $0[ifGiven: probability] ?? 0.5) }
}
