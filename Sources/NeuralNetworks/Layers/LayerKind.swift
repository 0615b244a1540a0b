internal import Basics
public import Options
public import TensorMath

/// One kind of layer with its options set: what a script's line `conv2d 16 kernel=3` means.
public protocol LayerKind: Sendable, Hashable {
  /// The name a script writes, PyTorch's own, with one line of help and the options.
  var declaration: TermDeclaration { get }

  /// The options as they are set, each of them.
  var values: OptionValues { get }

  /// The layers inside, for a layer that opens a block; none for others.
  var body: [any LayerKind] { get }

  /// The same layer around other layers; itself for one that opens no block.
  func around(_ body: [any LayerKind]) -> Self

  /// The layers that it stands for, and what they are called within it; nil where it computes by itself.
  var unrolled: [(path: String, layer: any LayerKind)]? { get }

  /// How many layers compute in its place: itself, or those that it stands for, with the layers inside them.
  var leafCount: Int { get }

  /// How the layers inside make the whole, where this shape goes in; nil where there are none.
  func composition(for input: SampleShape) -> LayerComposition?

  /// The shape that comes out for the shape that goes in.
  func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape

  /// The arrays that training changes, and the state that it keeps, in PyTorch's order and layout; none for most layers.
  func parameters(for input: SampleShape) -> [ParameterDescription]

  /// The floating-point operations of the forward pass for one sample, a multiplication and an addition counting two.
  func operations(for input: SampleShape) -> Int

  /// The numbers that can come out where these come in, as far as the layer alone tells.
  func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float>

  /// What the layers around it may count on.
  var traits: LayerTraits { get }

  /// The memory that the layer at work takes beside its weights and activations; nil when it cannot be counted.
  func memory(for input: SampleShape, batch: Int) -> OperationMemory?

  /// The layer at work on samples of a shape that fits, with the arrays that ``parameters(for:)`` describes.
  func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer

  /// What makes the same layer in PyTorch, for samples of a shape that fits.
  func pyTorch(for input: SampleShape) throws -> PyTorchModule

  /// Adds to a graph the ONNX operators that compute what the layer does where it evaluates, and gives the name of what
  /// comes out.
  func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String
}

/// What other layers may count on.
public struct LayerTraits: OptionSet, Sendable {
  /// The raw bits.
  public let rawValue: UInt8

  /// Traits from their raw bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It is `max(x, 0)`, which the layer before it can compute.
  public static let rectifies = LayerTraits(rawValue: 1)
  /// A rectifier behind it is computed with it.
  public static let fusesRectifier = LayerTraits(rawValue: 2)
  /// It puts its numbers into another order and does nothing else to them.
  public static let reshapes = LayerTraits(rawValue: 4)
  /// What it does to one sample depends on the others of the batch, in training.
  public static let mixesSamples = LayerTraits(rawValue: 8)
  /// What comes out at a place stands for what went in there: the shape stays, as that of an activation or a norm.
  public static let keepsPlaces = LayerTraits(rawValue: 16)
  /// It draws random numbers, in training.
  public static let draws = LayerTraits(rawValue: 32)
  /// What holds for a layer as soon as it holds for one inside.
  static let ofWhole: LayerTraits = [.mixesSamples, .draws]
}

/// How layers inside of another make the whole.
public enum LayerComposition: Sendable {
  /// One after the other, and all of them so many times.
  case succession(times: Int)
  /// What they make is added to what went in, which passes through a layer where the shapes differ.
  case sum(shortcut: (any LayerKind)?)
}

extension LayerKind {
  /// The name a script writes.
  public var name: String { declaration.name }

  /// The layer as a script writes it, without what is inside: `conv2d 16 kernel=5 stride=2`.
  public var script: String {
    ([name] + values.words(for: declaration.options)).joined(separator: " ")
  }

  /// No layers inside.
  public var body: [any LayerKind] { [] }

  /// It computes by itself.
  public var unrolled: [(path: String, layer: any LayerKind)]? { nil }

  /// Itself and the layers inside.
  public var leafCount: Int { body.reduce(1) { $0.plusSaturating($1.leafCount) } }

  /// No layers inside.
  public func composition(for input: SampleShape) -> LayerComposition? { nil }

  /// Itself.
  public func around(_ body: [any LayerKind]) -> Self { self }

  /// No weights.
  public func parameters(for input: SampleShape) -> [ParameterDescription] { [] }

  /// Any number.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { -.infinity...(.infinity) }

  /// Nothing.
  public var traits: LayerTraits { [] }

  /// No memory of its own.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? { OperationMemory() }

  /// Whether another layer, of whatever kind, is the same.
  func equals(_ other: any LayerKind) -> Bool {
    (other as? Self) == self
  }
}
