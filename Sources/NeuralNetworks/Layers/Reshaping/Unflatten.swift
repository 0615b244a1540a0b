public import Options
public import TensorMath

/// A vector as an image, in PyTorch's order: channel, row, column.
public struct Unflatten: LayerKind {
  private static let shape = OptionKey<SampleShape>(
    "shape", .shape, argument: true, required: true, "channels, height and width, as in 64x8x8")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "unflatten", "turn a vector into an image: channel after channel, row after row", options: [shape.declaration]
  ) { Unflatten(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: name, found: input) }
    let shape = values[Self.shape]
    guard shape.checkedCount == input.checkedCount else {
      throw .differentCount(layer: name, shape: shape, found: input)
    }
    return shape
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { 0 }

  /// What comes in.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { input }

  /// Numbers change their places alone.
  public var traits: LayerTraits { .reshapes }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Reordering(flattens: false) }

  /// `nn.Unflatten`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    PyTorchModule("nn.Unflatten", "1", python(values[Self.shape]))
  }

  /// `Reshape`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    graph.reshape(x.name, values[Self.shape].sides)
  }
}
