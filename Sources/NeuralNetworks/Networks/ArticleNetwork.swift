internal import Options
public import TensorMath

/// Why the article's network cannot be made in a size.
public enum ArticleNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  case input(SampleShape)
  case latent(Int)
  case width(Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .input(let shape):
      "the article's network takes images of channels, height and width, and gets \(shape)"
    case .latent(let size): "`latent` is \(size), and must be a whole number from 1 to 16777216"
    case .width(let width): "`width` is \(width), and must be a whole number from 1 to 16384"
    }
  }
}

extension AutoencoderDescription {
  /// The article's autoencoder; a bottleneck that makes the code itself takes the place of the layer that does.
  public static func article(
    latent: Int, width: Int = 16, input: SampleShape = .image(channels: 3, height: 32, width: 32),
    bottleneck: any Bottleneck = PlainBottleneck()
  ) throws -> AutoencoderDescription {
    var (encoder, decoder) = try NetworkDescription.article(latent: latent, width: width, input: input)
    if bottleneck.makesCode { encoder.layers.removeLast(2) }
    return AutoencoderDescription(encoder: encoder, bottleneck: bottleneck, decoder: decoder)
  }
}

extension NetworkDescription {
  /// The article's encoder and decoder, for a latent size, a width (channels of the first layer) and an image shape.
  public static func article(
    latent: Int, width: Int = 16, input: SampleShape = .image(channels: 3, height: 32, width: 32)
  ) throws -> (encoder: NetworkDescription, decoder: NetworkDescription) {
    guard case .image(let channels, _, _) = input, input.isUsable, let fit = ArticleFit(input) else {
      throw ArticleNetworkError.input(input)
    }
    guard (1...(1 << 24)).contains(latent) else { throw ArticleNetworkError.latent(latent) }
    guard (1...16_384).contains(width) else { throw ArticleNetworkError.width(width) }
    var encoder: [String] = []
    for (out, stride) in [(width, 1), (width, 1), (2 * width, 2), (2 * width, 1), (4 * width, 2), (4 * width, 1)] {
      encoder += ["conv2d \(out) padding=1 stride=\(stride)", "relu"]
    }
    encoder += ["flatten", "linear \(latent)", "relu"]
    let small = SampleShape.image(channels: 4 * width, height: fit.quarter.height, width: fit.quarter.width)
    guard let features = small.checkedCount else { throw ArticleNetworkError.input(input) }
    var decoder = ["linear \(features)", "relu", "unflatten \(small)"]
    let none = Extent(0)
    for (out, stride, outputPadding) in [
      (4 * width, 1, none), (2 * width, 2, fit.firstOutputPadding), (2 * width, 1, none),
      (width, 2, fit.secondOutputPadding), (width, 1, none), (channels, 1, none),
    ] {
      decoder += ["conv_transpose2d \(out) padding=1 stride=\(stride) output_padding=\(outputPadding)", "relu"]
    }
    decoder.removeLast()
    return (
      NetworkDescription(input: input, layers: try LayerTable.layers(encoder)),
      NetworkDescription(input: .vector(latent), layers: try LayerTable.layers(decoder))
    )
  }
}
