public import Options
public import TensorMath

/// Channels spread over pixels, so that the image grows and the channels become fewer: PyTorch's `PixelShuffle`.
///
/// Source: W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional
/// Neural Network" (2016).
public struct PixelShuffleLayer: LayerKind {
  private static let factor = OptionKey<Int>(
    "factor", .whole(1...256), argument: true, required: true, "how many times larger both sides become")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "pixel_shuffle", "spread channels over pixels: the image grows by a factor, and its square divides the channels",
    options: [factor.declaration]
  ) { PixelShuffleLayer(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  func operation(for input: SampleShape) throws(LayerShapeError) -> PixelShuffle {
    _ = try input.image(for: name)
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    do {
      return try PixelShuffle(input, factor: values[Self.factor])
    } catch {
      throw .misfit(layer: name, sentence: "\(error)")
    }
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    try operation(for: input).output
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { 0 }

  /// What comes in.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { input }

  /// Numbers change their places alone.
  public var traits: LayerTraits { .reshapes }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    Work(try operation(for: input))
  }

  /// `nn.PixelShuffle`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    PyTorchModule("nn.PixelShuffle", "\(values[Self.factor])")
  }

  /// `DepthToSpace`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    graph.node("DepthToSpace", [x.name], [.integer("blocksize", values[Self.factor]), .text("mode", "CRD")])
  }

  private final class Work: Layer {
    let operation: PixelShuffle
    let masksInputGradient = false

    init(_ operation: PixelShuffle) { self.operation = operation }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      operation.forward(input, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      if let inputGradient { operation.inputGradient(outputGradient, into: inputGradient, compute: compute) }
    }
  }
}
