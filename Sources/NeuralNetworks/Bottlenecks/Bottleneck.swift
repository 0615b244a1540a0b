public import Basics
public import Options
public import TensorMath

/// What stands between an encoder and a decoder: one file and one row of ``BottleneckTable`` each.
public protocol Bottleneck: Sendable {
  /// The term as a script writes it.
  var term: Term { get }
  /// The name under which its own term of the loss is logged; nil where it has none.
  var lossName: String? { get }

  /// Whether codes are normal distributions, of which the heads make the means and then the logarithms of variances.
  var hasNormalCodes: Bool { get }

  /// Whether it makes the code itself, of whatever length the encoder's output has.
  var makesCode: Bool { get }

  /// The codes of images that are not there, `[count, length]`, drawn as the bottleneck holds codes to be distributed; nil
  /// where it holds them to nothing. Throws `Interrupted` where it is stopped.
  func sample(_ count: Int, length: Int, from random: RandomStream, unless stop: StopFlag) throws -> [Float]?

  /// The layers behind the encoder's own that make what the code is taken from; none for most.
  ///
  /// Throws where no code of this shape can be made of what the encoder gives.
  func heads(from encoded: SampleShape, to code: SampleShape) throws(AutoencoderError) -> [any LayerKind]

  /// Takes codes from what the heads make; nil where that is the code.
  func makeSampler(code: SampleShape) -> (any CodeSampler)?

  /// The bytes that the sampler takes for batches of so many samples.
  func memory(code: SampleShape, batch: Int) -> Int

  /// How PyTorch takes codes from the encoder, and from the heads where there are some.
  var pyTorch: PyTorchBottleneck { get }

  /// Adds to a graph the ONNX operators that take codes from what the heads make where a network evaluates, and gives the
  /// name of the codes.
  func addONNX(to graph: inout ONNXGraphBuilder, _ heads: ONNXValue, code: SampleShape) -> String
}

/// Takes codes from what an encoder makes of images, and says what that costs.
public protocol CodeSampler: AnyObject {
  /// The codes: drawn where the pass trains, and the same for the same images where it evaluates.
  func forward(_ heads: Batch, pass: Pass) -> Batch

  /// The term of the loss for the last codes, the mean over their images.
  func loss(compute: ComputeContext) -> Double

  /// The gradient of what the heads made, that of the term times `weight` among it.
  func backward(_ codeGradient: Batch, weight: Double, compute: ComputeContext) -> Batch
}

/// Every bottleneck, one row each.
public enum BottleneckTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<any Bottleneck>([.plain, .variational])
}

/// The encoder's output is the code.
public struct PlainBottleneck: Bottleneck {
  /// `plain`.
  public let term = Term("plain")
  /// It has no term of its own.
  public let lossName: String? = nil

  /// A code is numbers, and no distribution.
  public let hasNormalCodes = false

  /// A bottleneck without options.
  public init() {}

  /// The encoder makes it.
  public let makesCode = false

  /// None: codes are distributed as the images make them.
  public func sample(_ count: Int, length: Int, from random: RandomStream, unless stop: StopFlag) -> [Float]? { nil }

  /// No layers.
  public func heads(from encoded: SampleShape, to code: SampleShape) throws(AutoencoderError) -> [any LayerKind] {
    guard encoded == code else { throw .codesDiffer(encoder: encoded, decoder: code) }
    return []
  }

  /// None.
  public func makeSampler(code: SampleShape) -> (any CodeSampler)? { nil }
  /// Nothing.
  public func memory(code: SampleShape, batch: Int) -> Int { 0 }

  /// What the encoder makes.
  public var pyTorch: PyTorchBottleneck {
    PyTorchBottleneck(
      encode: ["return self.encoder(x)"], forward: ["return self.decode(self.encode(x))"],
      encodeSummary: "The codes of images.")
  }

  /// Nothing.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ heads: ONNXValue, code: SampleShape) -> String { heads.name }
}

extension OptionRow<any Bottleneck> {
  static let plain = OptionRow("plain", "the encoder's output is the code") { _ in PlainBottleneck() }
}
