public import Datasets
public import NeuralNetworks
public import TensorMath

/// What a training is of, by what it is and not by what it is called.
public struct TrainingMaterial: Hashable, Sendable {
  /// Every option that it was asked with, as text; two that are the same text ask for the same.
  public let options: String
  /// The digests of its images by what they are to it, as `on` or `validate`.
  public let images: [String: ContentDigest]
  /// Whether convolutions take every product, as ``ComputeContext/exact`` has it.
  public let isExact: Bool
  /// The device that it is computed on, by its name; nil for the processor.
  public let device: String?

  /// A training of some images by some options.
  public init(options: String, images: [String: ContentDigest], isExact: Bool = false, device: String? = nil) {
    self.options = options
    self.images = images
    self.isExact = isExact
    self.device = device
  }
}

/// What determines a training, and so what comes of it to the last bit.
///
/// It is the digest of the network, the weights and the optimiser's memory that the training begins with, of the
/// generator's state, the images, every option, and of ``Arithmetic/version``. How many threads compute is no part of it.
public struct TrainingKey: Hashable, Sendable, CustomStringConvertible {
  /// The digest.
  public let digest: ContentDigest

  /// A key that a file tells.
  init(digest: ContentDigest) { self.digest = digest }

  /// The key of a training that begins with a model and a generator as they are now.
  ///
  /// Throws where the model cannot be described.
  public init(_ model: Autoencoder, _ material: TrainingMaterial, random: RandomGenerator) throws {
    let contents = try model.fileContents(withOptimizer: true)
    let state = random.state
    digest = ContentDigest { hash in
      hash.add("arithmetic \(Arithmetic.version)\(material.isExact ? ", exact" : "")")
      if let device = material.device { hash.add("device \(device)") }
      for (name, text) in contents.metadata.sorted(by: { $0.key < $1.key }) {
        hash.add(name)
        hash.add(text)
      }
      for tensor in contents.tensors {
        hash.add(tensor.name)
        tensor.values.withBytes { hash.add($0) }
      }
      hash.add(state.words)
      hash.add("place \(state.place) pending \(state.pending.map { "\($0.bitPattern)" } ?? "none")")
      hash.add(material.options)
      for (role, digest) in material.images.sorted(by: { $0.key < $1.key }) {
        hash.add(role)
        hash.add("\(digest)")
      }
    }
  }

  /// The digest's digits.
  public var description: String { "\(digest)" }
}
