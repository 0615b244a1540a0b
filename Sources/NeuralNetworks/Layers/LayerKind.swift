internal import Basics
public import TensorMath

/// One kind of layer with its options set: what a script's line `conv2d 16 kernel=3` means.
public protocol LayerKind: Sendable, Hashable {
  /// The name a script writes, PyTorch's own.
  static var name: String { get }
  /// One line of help.
  static var summary: String { get }
  /// The options, in the order in which help lists them.
  static var options: [OptionDeclaration] { get }

  /// A layer from options as given; throws when one is unknown, missing or out of range.
  init(_ values: OptionValues) throws(OptionError)

  /// The options as they are set, each of them.
  var values: OptionValues { get }

  /// The shape that comes out for the shape that goes in.
  func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape

  /// The weights, in PyTorch's order and layout; empty for a layer that has none.
  func parameters(for input: SampleShape) -> [ParameterDescription]

  /// The floating-point operations of the forward pass for one sample, a multiplication and an addition counting two.
  func operations(for input: SampleShape) -> Int

  /// Whether a ReLU that follows is computed with the layer itself.
  var fusesReLU: Bool { get }

  /// The memory that the layer at work takes beside its weights and activations; nil when it cannot be counted.
  func memory(for input: SampleShape, batch: Int) -> OperationMemory?

  /// The layer at work on samples of a shape that fits, with the weights that ``parameters(for:)`` describes.
  func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer
}

extension LayerKind {
  /// The layer as a script writes it: `conv2d 16 kernel=5 stride=2`.
  public var script: String {
    let written = values.written(for: Self.options)
    return written.isEmpty ? Self.name : "\(Self.name) \(written)"
  }

  /// No weights.
  public func parameters(for input: SampleShape) -> [ParameterDescription] { [] }

  /// A ReLU behind it is a pass of its own.
  public var fusesReLU: Bool { false }

  /// No memory of its own.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? { OperationMemory() }

  /// Whether another layer, of whatever kind, is the same.
  func equals(_ other: any LayerKind) -> Bool {
    (other as? Self) == self
  }
}

/// One array of weights: its name, and its shape in PyTorch's layout.
public struct ParameterDescription: Hashable, Sendable {
  /// `weight` or `bias`.
  public let name: String
  /// `[out, in, kH, kW]` for conv2d, `[in, out, kH, kW]` for conv_transpose2d, `[out, in]` for linear, `[out]` for a bias.
  public let shape: [Int]

  /// Describes an array of weights.
  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// How many numbers it holds; the greatest integer when they cannot be counted.
  public var count: Int { shape.reduce(1) { $0.timesSaturating($1) } }
}

/// Why a layer does not fit the shape that reaches it.
public enum LayerShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  case needsVector(layer: String, found: SampleShape)
  case needsImage(layer: String, found: SampleShape)
  case kernelTooLarge(layer: String, kernel: Extent, padded: Extent, found: SampleShape)
  case outputPaddingTooLarge(layer: String, outputPadding: Extent, stride: Extent)
  case emptyOutput(layer: String, found: SampleShape, padding: Extent)
  case differentCount(layer: String, shape: SampleShape, found: SampleShape)
  case tooLarge(layer: String, found: SampleShape)

  /// What reaches the layer, what it expects, and the way out.
  public var description: String {
    switch self {
    case .needsVector(let layer, let found):
      "`\(layer)` expects a vector, and gets \(found): put `flatten` before it"
    case .needsImage(let layer, let found):
      "`\(layer)` expects channels, height and width, and gets a vector of \(found): put `unflatten` before it"
    case .kernelTooLarge(let layer, let kernel, let padded, let found):
      "the kernel of `\(layer)` is \(kernel), and its padded input only \(padded) (from \(found)): "
        + "a smaller kernel or more padding fits"
    case .outputPaddingTooLarge(let layer, let outputPadding, let stride):
      "`output_padding` of `\(layer)` is \(outputPadding), and must be smaller than its stride, \(stride)"
    case .emptyOutput(let layer, let found, let padding):
      "`\(layer)` leaves nothing of \(found): its padding, \(padding), takes away every row or column"
    case .differentCount(let layer, let shape, let found):
      "`\(layer)` makes \(shape), which is \(shape.countText) numbers, and gets \(found.countText)"
    case .tooLarge(let layer, let found):
      "the output of `\(layer)` for \(found) is larger than \(SampleShape.greatestCount) numbers a sample"
    }
  }
}

extension SampleShape {
  /// The most numbers that one sample may have anywhere in a network.
  static let greatestCount = 1 << 28

  /// The number of elements, or `nil` when it overflows or a side is not positive.
  var checkedCount: Int? {
    let sides: [Int] =
      switch self {
      case .vector(let length): [length]
      case .image(let channels, let height, let width): [channels, height, width]
      }
    guard sides.allSatisfy({ $0 > 0 }) else { return nil }
    let count = sides.reduce(1) { $0.timesSaturating($1) }
    return count == .max ? nil : count
  }

  /// Whether a sample of this shape can pass through a network.
  var isUsable: Bool { checkedCount.map { $0 <= Self.greatestCount } ?? false }

  var countText: String { checkedCount.map(String.init) ?? "too many" }

  /// The shape itself when a sample of it can be held.
  func usable(for layer: String, from input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard isUsable else { throw .tooLarge(layer: layer, found: input) }
    return self
  }
}
