internal import Options
internal import TensorMath

/// A Gaussian blur; nothing of it is random.
///
/// Source: torchvision's `gaussian_blur`, with a kernel of three deviations to either side unless another is given, and
/// the borders mirrored.
struct Blur: Corruption {
  let deviation: Double
  let kernel: Int?
  /// The blur for images of a shape, once it is known.
  private(set) var ready: GaussianBlur?

  /// The kernel for images of a shape: an odd number, and no more than can be mirrored.
  private func side(for shape: SampleShape) -> Int {
    let least = min(shape.extents.height, shape.extents.width)
    let wanted = kernel ?? 2 * Int((3 * deviation).rounded(.up)) + 1
    return min(wanted / 2, least - 1) * 2 + 1
  }

  func prepared(for shape: SampleShape) -> any Corruption {
    var blur = self
    blur.ready = operation(for: shape)
    return blur
  }

  /// Nil where the image is too small to be mirrored.
  private func operation(for shape: SampleShape) -> GaussianBlur? {
    try? GaussianBlur(shape, kernel: side(for: shape), sigma: deviation)
  }

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    guard let blur = ready ?? operation(for: images.shape) else { return result.take(images) }
    blur.forward(images, into: result, compute: compute)
  }
}

extension OptionRow<any Corruption> {
  private static let deviation = OptionKey<Double>(
    "deviation", .number(NumberRange(0, 100, excludesLower: true)), argument: true, required: true, unit: "pixels",
    "the standard deviation of the blur")
  private static let kernel = OptionKey<Int>(
    "kernel", .whole(1...601), unit: "pixels", "how many pixels are mixed; three deviations to either side if not given"
  )

  static let blur = OptionRow("blur", "blurs the image", options: [deviation.declaration, kernel.declaration]) {
    Blur(deviation: $0[deviation], kernel: $0[ifGiven: kernel])
  }
}
