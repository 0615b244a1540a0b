internal import Options
internal import TensorMath

/// How the article's network, whose encoder halves an image twice, fits images of a size.
///
/// A convolution of stride 2 makes of an odd side the larger half; the transposed one makes an odd side of it again with
/// an `output_padding` of 0, and an even one with 1 (PyTorch's rule for the shape of `ConvTranspose2d`).
public struct ArticleFit: Hashable, Sendable {
  /// The image, its half and its quarter, in pixels.
  let whole, half, quarter: Extent

  /// The fit for a shape; nil where it is no image.
  init?(_ input: SampleShape) {
    guard case .image(_, let height, let width) = input else { return nil }
    whole = Extent(height: height, width: width)
    half = Self.halved(whole)
    quarter = Self.halved(half)
  }

  private static func halved(_ sides: Extent) -> Extent {
    Extent(height: (sides.height - 1) / 2 + 1, width: (sides.width - 1) / 2 + 1)
  }

  /// What the decoder's first transposed convolution of stride 2 adds, from the quarter to the half.
  var firstOutputPadding: Extent { Self.added(to: half) }
  /// What the second adds, from the half to the whole.
  var secondOutputPadding: Extent { Self.added(to: whole) }

  private static func added(to sides: Extent) -> Extent {
    Extent(height: (sides.height - 1) % 2, width: (sides.width - 1) % 2)
  }

  /// Whether both sides halve evenly twice, as the article's do.
  var isEven: Bool { whole.height % 4 == 0 && whole.width % 4 == 0 }
}

extension ArticleFit: CustomStringConvertible {
  /// How it was fitted, in one clause.
  public var description: String {
    func sides(_ extent: Extent) -> String { "\(extent.height)x\(extent.width)" }
    func option(_ extent: Extent) -> String { "`output_padding=\(OptionValue.extent(extent))`" }
    return "\(sides(whole)) does not halve evenly twice: it becomes \(sides(half)) and \(sides(quarter)), "
      + "and comes back with \(option(firstOutputPadding)) and \(option(secondOutputPadding))"
  }
}

extension AutoencoderDescription {
  /// How the article's network was fitted to the size of the images; nil where it is another network, or they are of a
  /// size that needs no fitting.
  public var articleFit: ArticleFit? {
    guard let fit = ArticleFit(image), !fit.isEven, let shapes = try? encoder.shapes(), shapes.count > 1,
      let article = try? AutoencoderDescription.article(
        latent: latentSize, width: shapes[1].channels, input: image, bottleneck: bottleneck),
      article.encoder.layers.map(\.script) == encoder.layers.map(\.script),
      article.decoder.layers.map(\.script) == decoder.layers.map(\.script)
    else { return nil }
    return fit
  }
}
