internal import Basics
public import Options
public import TensorMath

/// The numbers of a vector, or the channels of a pixel, as shares of one: PyTorch's `Softmax(dim=1)`.
public struct SoftmaxLayer: LayerKind {
  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "softmax", "turn the numbers of a vector, or the channels of each pixel, into shares that add up to one"
  ) { SoftmaxLayer(values: $0) }

  /// The options as they are set: it has none.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(6) }

  /// Shares.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { 0...1 }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Work() }

  /// `nn.Softmax`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule { PyTorchModule("nn.Softmax", "dim=1") }

  /// `Softmax`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    graph.node("Softmax", [x.name], [.integer("axis", 1)])
  }

  private final class Work: Layer {
    let masksInputGradient = false

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      Softmax.forward(input, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      guard let inputGradient else { return }
      Softmax.inputGradient(outputGradient, output: output, into: inputGradient, compute: compute)
    }
  }
}
