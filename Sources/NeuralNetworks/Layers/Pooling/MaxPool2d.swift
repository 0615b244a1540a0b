public import Options
public import TensorMath

/// The largest number of each window, PyTorch's `MaxPool2d`.
public struct MaxPool2d: LayerKind {
  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "max_pool2d", "take the largest number of each window", options: PoolingOptions.all
  ) { MaxPool2d(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  func operation(for input: SampleShape) throws(LayerShapeError) -> MaxPooling {
    _ = try input.image(for: name)
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    do {
      return try MaxPooling(PoolingOptions.geometry(values, input))
    } catch {
      throw .misfit(layer: name, sentence: "\(error)")
    }
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    try operation(for: input).geometry.output
  }

  /// Floating-point operations of the forward pass for one sample: a comparison a number.
  public func operations(for input: SampleShape) -> Int { input.checkedCount ?? 0 }

  /// What comes in.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { input }

  /// The memory of the winners.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? operation(for: input))?.memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    Work(try operation(for: input))
  }

  /// `nn.MaxPool2d`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule { PoolingOptions.pyTorch("nn.MaxPool2d", values) }

  /// `MaxPool`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String {
    graph.node("MaxPool", [x.name], try operation(for: x.shape).geometry.onnx)
  }

  private final class Work: Layer {
    let operation: MaxPooling
    let winners = MaxPoolingWinners()
    let masksInputGradient = true

    init(_ operation: MaxPooling) { self.operation = operation }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      operation.forward(input, into: output, winners: pass.isTraining ? winners : nil, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      guard let inputGradient else { return }
      operation.inputGradient(
        outputGradient, winners: winners, mask: masked ? input : nil, into: inputGradient, compute: compute)
    }
  }
}
