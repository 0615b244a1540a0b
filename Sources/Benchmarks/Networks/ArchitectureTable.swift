internal import NeuralNetworks
internal import Options
internal import TensorMath

/// Every network that is measured, one row each.
public enum ArchitectureTable {
  /// The rows, in the order in which they are measured.
  public static let rows = [
    Architecture(
      "article", summary: "the article's network: 3x3 convolutions, stride 2 twice, ReLU", standardWidth: 16,
      widths: [8, 16, 32, 64]
    ) { size in
      try NetworkDescription.article(latent: size.latent, width: size.width, input: size.image)
    },
    Architecture(
      "uva", summary: "UvA's CIFAR-10 autoencoder: 3x3 convolutions, stride 2 three times, GELU, tanh",
      standardWidth: 32, widths: [32], build: uva),
    Architecture(
      "5x5", summary: "the article's network with kernels of 5x5", standardWidth: 16, widths: [16]
    ) { size in
      let (encoder, decoder) = try NetworkDescription.article(
        latent: size.latent, width: size.width, input: size.image)
      return (try encoder.withKernels(of: 5), try decoder.withKernels(of: 5))
    },
  ]

  /// The names of all rows.
  public static var names: [String] { rows.map(\.name) }

  /// The row of a name, if there is one.
  public static func row(_ name: String) -> Architecture? { rows.first { $0.name == name } }

  /// The autoencoder of the University of Amsterdam's deep learning course.
  ///
  /// Source: Phillip Lippe, "UvA Deep Learning Tutorials", tutorial 9: deep autoencoders.
  private static func uva(_ size: ArchitectureSize) throws -> (NetworkDescription, NetworkDescription) {
    let (narrow, wide) = (size.width, 2 * size.width)
    let corner = SampleShape.image(channels: wide, height: size.side / 8, width: size.side / 8)
    let encoder = [
      "conv2d \(narrow) padding=1 stride=2", "gelu", "conv2d \(narrow) padding=1", "gelu",
      "conv2d \(wide) padding=1 stride=2", "gelu", "conv2d \(wide) padding=1", "gelu",
      "conv2d \(wide) padding=1 stride=2", "gelu", "flatten", "linear \(size.latent)",
    ]
    let enlarging = "padding=1 stride=2 output_padding=1"
    let decoder = [
      "linear \(corner.elementCount)", "gelu", "unflatten \(corner)",
      "conv_transpose2d \(wide) \(enlarging)", "gelu", "conv2d \(wide) padding=1", "gelu",
      "conv_transpose2d \(narrow) \(enlarging)", "gelu", "conv2d \(narrow) padding=1", "gelu",
      "conv_transpose2d 3 \(enlarging)", "tanh",
    ]
    return (
      NetworkDescription(input: size.image, layers: try encoder.map(LayerTable.layer)),
      NetworkDescription(input: .vector(size.latent), layers: try decoder.map(LayerTable.layer))
    )
  }
}

extension NetworkDescription {
  /// The network with every convolution's kernel made so large, and its padding so that the shapes stay.
  fileprivate func withKernels(of side: Int) throws -> NetworkDescription {
    NetworkDescription(
      input: input,
      layers: try layers.map { layer in
        var values = layer.values
        guard values["kernel"] != nil, let row = LayerTable.row(layer.name) else { return layer }
        values["kernel"] = .whole(side)
        values["padding"] = .whole(side / 2)
        return try row.make(values)
      })
  }
}
