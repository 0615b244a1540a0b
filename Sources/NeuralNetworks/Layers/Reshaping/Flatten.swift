public import Options
public import TensorMath

/// An image as a vector, in PyTorch's order: channel, row, column.
public struct Flatten: LayerKind {
  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "flatten", "turn an image into a vector: channel after channel, row after row"
  ) { Flatten(values: $0) }

  /// The options as they are set: it has none.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard let count = input.checkedCount else { throw .tooLarge(layer: name, found: input) }
    return .vector(count)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { 0 }

  /// What comes in.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { input }

  /// Numbers change their places alone.
  public var traits: LayerTraits { .reshapes }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Reordering(flattens: true) }

  /// `nn.Flatten`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule { PyTorchModule("nn.Flatten") }

  /// `Flatten`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    graph.node("Flatten", [x.name], [.integer("axis", 1)])
  }
}
