internal import Basics
public import Options
public import TensorMath

/// A layer whose output pixels are fixed weighted sums of input pixels, channel by channel: means, enlargements.
public struct ResamplingLayer: LayerKind {
  /// The row's declaration.
  public let declaration: TermDeclaration
  /// The options as they are set.
  public let values: OptionValues
  private let forms: Forms
  private let make: @Sendable (OptionValues, SampleShape) throws(ImageOperationMisfit) -> any Resampling

  /// What such a layer is elsewhere.
  struct Forms: Sendable {
    /// What makes it in PyTorch.
    let pyTorch: @Sendable (OptionValues) -> PyTorchModule
    /// Adds ONNX's own operator for images of a shape, where one takes the same places and weights; else gives nil, and
    /// the sums are written out.
    let onnx: @Sendable (OptionValues, ONNXValue, inout ONNXGraphBuilder) -> String?
  }

  /// A row of such a layer; `make` prepares what it does with images of a shape.
  static func row(
    _ name: String, _ summary: String, options: [OptionDeclaration], forms: Forms,
    make: @escaping @Sendable (OptionValues, SampleShape) throws(ImageOperationMisfit) -> any Resampling
  ) -> OptionRow<any LayerKind> {
    let declaration = TermDeclaration(name, summary, options: options)
    return OptionRow(name, summary, options: options) { values in
      ResamplingLayer(declaration: declaration, values: values, forms: forms, make: make)
    }
  }

  func operation(for input: SampleShape) throws(LayerShapeError) -> any Resampling {
    _ = try input.image(for: name)
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    do {
      return try make(values, input)
    } catch {
      throw .misfit(layer: name, sentence: "\(error)")
    }
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    try operation(for: input).output.usable(for: name, from: input)
  }

  /// Floating-point operations of the forward pass for one sample: those of means over the pixels that come in.
  public func operations(for input: SampleShape) -> Int {
    max(input.checkedCount ?? 0, (try? outputShape(for: input))?.elementCount ?? 0)
  }

  /// Between the numbers that go in, and zero where a border is counted.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> {
    min(0, input.lowerBound)...max(0, input.upperBound)
  }

  /// The memory of its tables.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? operation(for: input))?.memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    Work(try operation(for: input))
  }

  /// PyTorch's layer of the same name.
  public func pyTorch(for input: SampleShape) -> PyTorchModule { forms.pyTorch(values) }

  /// ONNX's own operator where there is one, or the sums.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String {
    if let own = forms.onnx(values, x, &graph) { return own }
    return graph.resample(x.name, by: try operation(for: x.shape).plan, of: x.shape)
  }

  /// Whether two are of the same name with the same options.
  public static func == (left: ResamplingLayer, right: ResamplingLayer) -> Bool {
    left.declaration.name == right.declaration.name && left.values == right.values
  }

  /// Hashes the name and the options.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(declaration.name)
    hasher.combine(values)
  }

  private final class Work: Layer {
    let operation: any Resampling
    let masksInputGradient = true

    init(_ operation: any Resampling) { self.operation = operation }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      operation.forward(input, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      guard let inputGradient else { return }
      operation.inputGradient(outputGradient, mask: masked ? input : nil, into: inputGradient, compute: compute)
    }
  }
}
