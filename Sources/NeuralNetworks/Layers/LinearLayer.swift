public import Options
public import TensorMath

/// A fully connected layer, PyTorch's `Linear`.
public struct LinearLayer: LayerKind {
  /// The most numbers that can come out.
  static let mostFeatures = 1 << 24

  private static let features = OptionKey<Int>(
    "features", .whole(1...mostFeatures), argument: true, required: true, unit: "numbers", "output numbers")
  private static let bias = OptionKey<Bool>(
    "bias", .flag, default: true, "whether a learned bias is added to each output")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "linear", "connect every input number with every output number",
    options: [features.declaration, bias.declaration]
  ) { LinearLayer(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  private var features: Int { values[Self.features] }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: name, found: input) }
    return .vector(features)
  }

  /// The weights, `[out, in]`, and the bias.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    ParameterDescription.weightAndBias(
      shape: [features, input.checkedCount ?? 0], outputs: features, bias: values[Self.bias], redrawn: true)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    (input.checkedCount ?? 0).timesSaturating(2 * features)
  }

  /// A rectifier behind it is computed with it.
  public var traits: LayerTraits { .fusesRectifier }

  /// The memory of its intermediate results.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    guard case .vector(let length) = input else { return nil }
    return Linear(inputs: length, outputs: features).memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard case .vector(let length) = input,
      let layer = AffineLayer(Linear(inputs: length, outputs: features), parameters)
    else { throw LayerShapeError.needsVector(layer: name, found: input) }
    return layer
  }

  /// `nn.Linear`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    PyTorchModule(
      "nn.Linear", "\(input.elementCount)", "\(features)", pythonArgument("bias", values[Self.bias], default: true))
  }

  /// `Gemm`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    graph.node(
      "Gemm", [x.name, graph.array("weight"), graph.array("bias")].compactMap(\.self), [.integer("transB", 1)])
  }
}
