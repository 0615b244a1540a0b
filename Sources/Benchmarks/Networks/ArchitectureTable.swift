internal import NeuralNetworks
internal import Options
internal import TensorMath

/// Every network that is measured, one row each.
public enum ArchitectureTable {
  /// The rows, in the order in which they are measured.
  public static let rows = [
    Architecture(
      "article", summary: "the article's network: 3x3 convolutions, stride 2 twice, ReLU",
      standard: ArchitectureSize(width: 16),
      sizes: [8, 16, 32, 64].map { ArchitectureSize(width: $0) } + [
        ArchitectureSize(width: 16, latent: 1000), ArchitectureSize(width: 16, side: 64),
        ArchitectureSize(width: 16, side: 128), ArchitectureSize(width: 16, side: 28, channels: 1),
      ], build: article),
    Architecture(
      "variational", summary: "the article's network with a code that is drawn, and kept near a normal distribution",
      standard: ArchitectureSize(width: 16)
    ) { size in
      try AutoencoderDescription.article(
        latent: size.latent, width: size.width, input: size.image,
        bottleneck: BottleneckTable.table.make(Term("variational")))
    },
    Architecture(
      "gelu", summary: "the article's network with GELU in place of ReLU, and a code of 16",
      standard: ArchitectureSize(width: 16, latent: 16)
    ) { size in
      try article(size).mapped { try $0.withGELU() }
    },
    Architecture(
      "uva", summary: "UvA's CIFAR-10 autoencoder: 3x3 convolutions, stride 2 three times, GELU, tanh",
      standard: ArchitectureSize(width: 32), build: uva),
    Architecture(
      "5x5", summary: "the article's network with kernels of 5x5", standard: ArchitectureSize(width: 16)
    ) { size in
      try article(size).mapped { try $0.withKernels(of: 5) }
    },
    Architecture(
      "pooled", summary: "3x3 convolutions with batch norm, max pooling on the way down, upsampling on the way up",
      standard: ArchitectureSize(width: 32), build: pooled),
    Architecture(
      "residual", summary: "residual blocks with group norm and SiLU, strided down, bilinear up",
      standard: ArchitectureSize(width: 32), build: residual),
    Architecture(
      "depthwise", summary: "depthwise-separable convolutions with batch norm, average pooling, pixel shuffling",
      standard: ArchitectureSize(width: 32), build: depthwise),
  ]

  /// The names of all rows.
  public static var names: [String] { rows.map(\.name) }

  /// The row of a name, if there is one.
  public static func row(_ name: String) -> Architecture? { rows.first { $0.name == name } }

  private static func article(_ size: ArchitectureSize) throws -> AutoencoderDescription {
    try AutoencoderDescription.article(latent: size.latent, width: size.width, input: size.image)
  }

  /// The autoencoder of the University of Amsterdam's deep learning course.
  ///
  /// Source: Phillip Lippe, "UvA Deep Learning Tutorials", tutorial 9: deep autoencoders.
  private static func uva(_ size: ArchitectureSize) throws -> AutoencoderDescription {
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
      "conv_transpose2d \(size.channels) \(enlarging)", "tanh",
    ]
    return try autoencoder(size, encoder: encoder, decoder: decoder)
  }

  /// Three times a convolution, batch norm, ReLU and pooling; and back.
  private static func pooled(_ size: ArchitectureSize) throws -> AutoencoderDescription {
    let width = size.width
    let corner = SampleShape.image(channels: 4 * width, height: size.side / 8, width: size.side / 8)
    let encoder = [width, 2 * width, 4 * width].flatMap {
      ["conv2d \($0) padding=1", "batch_norm2d", "relu", "max_pool2d 2"]
    }
    let decoder = [2 * width, width, width].flatMap {
      ["upsample 2", "conv2d \($0) padding=1", "batch_norm2d", "relu"]
    }
    return try autoencoder(
      size, encoder: encoder + ["flatten", "linear \(size.latent)"],
      decoder: ["linear \(corner.elementCount)", "unflatten \(corner)"] + decoder + [
        "conv2d \(size.channels) padding=1", "tanh",
      ])
  }

  /// A residual block on each of three sizes of image, each down by a strided convolution and up by resampling.
  private static func residual(_ size: ArchitectureSize) throws -> AutoencoderDescription {
    let width = size.width
    let corner = SampleShape.image(channels: 2 * width, height: size.side / 8, width: size.side / 8)
    func block(_ channels: Int) -> [String] {
      let half = ["group_norm \(max(1, channels / 4))", "silu", "conv2d \(channels) padding=1"]
      return ["residual"] + half + half + ["end"]
    }
    let encoder = [width, width, 2 * width].flatMap { ["conv2d \($0) padding=1 stride=2"] + block($0) }
    let decoder = [(2 * width, 2 * width), (2 * width, width), (width, width)].flatMap { from, to in
      block(from) + ["upsample 2 mode=bilinear", "conv2d \(to) padding=1"]
    }
    return try autoencoder(
      size, encoder: encoder + ["silu", "flatten", "linear \(size.latent)"],
      decoder: ["linear \(corner.elementCount)", "unflatten \(corner)"] + decoder
        + ["silu", "conv2d \(size.channels) padding=1", "tanh"])
  }

  /// Each convolution is one of 3x3 for each channel by itself, and one of 1x1 over all channels.
  private static func depthwise(_ size: ArchitectureSize) throws -> AutoencoderDescription {
    let width = size.width
    let corner = SampleShape.image(channels: 4 * width, height: size.side / 4, width: size.side / 4)
    func separable(_ from: Int, _ to: Int) -> [String] {
      ["conv2d \(from) padding=1 groups=\(from)", "conv2d \(to) kernel=1", "batch_norm2d", "relu"]
    }
    let encoder =
      ["conv2d \(width) padding=1", "relu"] + separable(width, 2 * width) + ["avg_pool2d 2"]
      + separable(2 * width, 4 * width) + ["avg_pool2d 2"] + separable(4 * width, 4 * width)
    let decoder =
      separable(4 * width, 4 * width) + ["pixel_shuffle 2"] + separable(width, 4 * width) + ["pixel_shuffle 2"]
      + separable(width, width)
    return try autoencoder(
      size, encoder: encoder + ["flatten", "linear \(size.latent)"],
      decoder: ["linear \(corner.elementCount)", "unflatten \(corner)"] + decoder + [
        "conv2d \(size.channels) padding=1", "tanh",
      ])
  }

  /// An encoder and a decoder, of layers as a script writes them.
  private static func autoencoder(
    _ size: ArchitectureSize, encoder: [String], decoder: [String]
  ) throws -> AutoencoderDescription {
    AutoencoderDescription(
      encoder: NetworkDescription(input: size.image, layers: try LayerTable.layers(encoder)),
      decoder: NetworkDescription(input: .vector(size.latent), layers: try LayerTable.layers(decoder)))
  }
}

extension AutoencoderDescription {
  /// The autoencoder with each of its networks changed.
  fileprivate func mapped(_ change: (NetworkDescription) throws -> NetworkDescription) rethrows -> Self {
    Self(encoder: try change(encoder), bottleneck: bottleneck, decoder: try change(decoder))
  }
}

extension NetworkDescription {
  /// The network with GELU in place of every ReLU.
  fileprivate func withGELU() throws -> NetworkDescription {
    NetworkDescription(
      input: input, layers: try layers.map { $0.name == "relu" ? try LayerTable.layer("gelu") : $0 })
  }

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
