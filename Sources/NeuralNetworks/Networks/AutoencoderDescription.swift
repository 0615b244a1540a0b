internal import Basics
public import TensorMath

/// An autoencoder as a value: its two networks, and what stands between them.
public struct AutoencoderDescription: Sendable {
  /// From images to what the bottleneck takes.
  public let encoder: NetworkDescription
  /// What stands between.
  public let bottleneck: any Bottleneck
  /// From codes to images.
  public let decoder: NetworkDescription

  /// Describes an autoencoder; whether its parts fit is what ``check(batch:threads:memory:slots:)`` says.
  public init(encoder: NetworkDescription, bottleneck: any Bottleneck = PlainBottleneck(), decoder: NetworkDescription)
  {
    self.encoder = encoder
    self.bottleneck = bottleneck
    self.decoder = decoder
  }

  /// The shape of the images.
  public var image: SampleShape { encoder.input }
  /// The numbers of a code.
  public var latentSize: Int { decoder.input.elementCount }

  /// The encoder with the bottleneck's layers behind its own; throws where they do not fit.
  public func encoderWithHeads() throws(AutoencoderError) -> NetworkDescription {
    let encoded: SampleShape
    do { encoded = try encoder.output() } catch { throw .encoder(error) }
    var whole = encoder
    whole.layers += try bottleneck.heads(from: encoded, to: decoder.input)
    return whole
  }

  /// The floating-point operations of a forward pass for one image.
  public func operations() throws -> Int {
    try encoderWithHeads().operations().plusSaturating(decoder.operations())
  }

  /// Throws unless the parts fit each other and, for a batch and a team of threads, into `memory` bytes, where an
  /// optimiser remembers `slots` numbers for each weight; `isShared` where several processes share each batch.
  public func check(
    batch: Int = 64, threads: Int = 1, memory: Int? = nil, slots: Int = 2, isShared: Bool = false
  ) throws(AutoencoderError) {
    let image: SampleShape
    do { image = try decoder.output() } catch { throw .decoder(error) }
    let whole = try encoderWithHeads()
    guard image == encoder.input else { throw .imagesDiffer(input: encoder.input, output: image) }
    let needed: TrainingMemory
    do {
      needed = try TrainingMemory(
        encoder: whole, decoder: decoder, batch: batch, threads: threads, slots: slots,
        bottleneck: bottleneck.memory(code: decoder.input, batch: batch), isShared: isShared)
    } catch { throw .encoder(error) }
    // What no machine has is refused even when the caller sets no limit.
    let available = memory ?? 1 << 42
    if needed.total > available { throw .doesNotFit(bytes: needed.total, available: available) }
  }
}

/// Why an encoder, a bottleneck and a decoder make no autoencoder.
public enum AutoencoderError: Error, Hashable, Sendable, CustomStringConvertible {
  case encoder(NetworkShapeError)
  case decoder(NetworkShapeError)
  case codesDiffer(encoder: SampleShape, decoder: SampleShape)
  case imagesDiffer(input: SampleShape, output: SampleShape)
  /// The bottleneck takes something else than the encoder makes: what, and the way out.
  case bottleneck(String)
  case doesNotFit(bytes: Int, available: Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .encoder(let error): "encoder, \(error)"
    case .decoder(let error): "decoder, \(error)"
    case .codesDiffer(let encoder, let decoder): "the encoder makes \(encoder), and the decoder takes \(decoder)"
    case .imagesDiffer(let input, let output): "the encoder takes \(input), and the decoder makes \(output)"
    case .bottleneck(let reason): reason
    case .doesNotFit(let bytes, let available):
      bytes == .max
        ? "the model needs more memory than can be counted, and \(available) bytes are there"
        : "the model needs \(bytes) bytes to train, and \(available) are there"
    }
  }
}
