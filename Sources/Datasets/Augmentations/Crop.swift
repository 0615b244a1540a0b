internal import Options
internal import TensorMath

/// The image cut anew out of itself with a black border around it, so that it moves by some pixels.
///
/// Source: torchvision's `RandomCrop(size, padding=border)` with the image's own size, which draws the row and then the
/// column by `torch.randint`.
struct Crop: Augmentation {
  let border: Int

  func draw(height: Int, width: Int, random: RandomStream) -> PixelMove {
    let down = random.generator.integer(below: 2 * border + 1)
    let across = random.generator.integer(below: 2 * border + 1)
    return PixelMove(down: down - border, across: across - border)
  }
}

extension OptionRow<any Augmentation> {
  private static let border = OptionKey<Int>(
    "border", .whole(1...1_024), argument: true, required: true, unit: "pixels", "the width of the border")

  static let crop = OptionRow(
    "crop", "moves each image by up to so many pixels, black coming in", options: [border.declaration]
  ) { Crop(border: $0[border]) }
}
