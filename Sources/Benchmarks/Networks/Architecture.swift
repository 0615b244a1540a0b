public import NeuralNetworks
public import TensorMath

/// A network that is measured, in any width, for any size of image.
public struct Architecture: Sendable {
  /// The name on the command line.
  public let name: String
  /// One line of help.
  public let summary: String
  /// The size in which the network is measured where nothing else is asked for.
  public let standardSize: ArchitectureSize
  /// The sizes that are measured beside each other.
  public let sizes: [ArchitectureSize]
  private let build: @Sendable (_ size: ArchitectureSize) throws -> AutoencoderDescription

  init(
    _ name: String, summary: String, standard: ArchitectureSize, sizes: [ArchitectureSize]? = nil,
    build: @escaping @Sendable (_ size: ArchitectureSize) throws -> AutoencoderDescription
  ) {
    self.name = name
    self.summary = summary
    standardSize = standard
    self.sizes = sizes ?? [standard]
    self.build = build
  }

  /// The network in a size; throws where there is no such network.
  public func description(_ size: ArchitectureSize) throws -> AutoencoderDescription { try build(size) }

  /// A model with weights drawn as `seed 0` draws them; throws where it does not fit into `memory` bytes.
  public func model(_ size: ArchitectureSize, batch: Int, memory: Int? = nil) throws -> Autoencoder {
    let description = try description(size)
    try description.check(batch: batch, memory: memory)
    var generator = RandomGenerator(seed: 0)
    return try Autoencoder(description, generator: &generator)
  }
}

/// How large a network is, and the images that it takes.
public struct ArchitectureSize: Codable, Hashable, Sendable {
  /// Channels of the first layer.
  public var width: Int
  /// Numbers of a code.
  public var latent: Int
  /// Rows and columns of the images.
  public var side: Int
  /// Channels of the images.
  public var channels: Int

  /// A size; the article's where nothing else is said.
  public init(width: Int, latent: Int = 200, side: Int = 32, channels: Int = 3) {
    self.width = width
    self.latent = latent
    self.side = side
    self.channels = channels
  }

  /// The shape of the images.
  public var image: SampleShape { .image(channels: channels, height: side, width: side) }
}
