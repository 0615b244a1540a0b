internal import Basics
public import Options
public import TensorMath

/// A rectifier whose slope for negative numbers is learnt: PyTorch's `PReLU`.
public struct PReLU: LayerKind {
  private static let slopes = OptionKey<Int>(
    "slopes", .whole(1...(1 << 24)), default: 1, argument: true, "one slope for all channels, or one for each")
  private static let start = OptionKey<Double>(
    "init", .anyNumber, default: .number(Double(ParametricRectifier.initialWeight)),
    "what the slopes are at first")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "prelu", "keep what is positive, and scale down the rest by slopes that are learnt",
    options: [slopes.declaration, start.declaration]
  ) { PReLU(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  private func operation(for input: SampleShape) throws(LayerShapeError) -> ParametricRectifier {
    do {
      return try ParametricRectifier(input, weights: values[Self.slopes])
    } catch {
      throw .misfit(layer: name, sentence: "\(error)")
    }
  }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    _ = try operation(for: input)
    return input
  }

  /// The slopes.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    [
      ParameterDescription(
        name: "weight", shape: [values[Self.slopes]], start: .constant(Float(values[Self.start])))
    ]
  }

  /// The shape stays.
  public var traits: LayerTraits { .keepsPlaces }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(2) }

  /// What the weights' gradient takes.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? operation(for: input))?.memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let weight = parameters["weight"] else { preconditionFailure("The layer has slopes.") }
    return Work(try operation(for: input), weight)
  }

  /// `nn.PReLU`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    let slopes = values[Self.slopes]
    return PyTorchModule(
      "nn.PReLU", slopes == 1 ? nil : "\(slopes)",
      pythonArgument("init", values[Self.start], default: Double(ParametricRectifier.initialWeight)))
  }

  /// `PRelu`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    let slopes = values[Self.slopes]
    // Its shape is that of a sample, as far as it goes.
    let shape = slopes == 1 ? [1] : [slopes] + x.shape.sides.dropFirst().map { _ in 1 }
    return graph.node("PRelu", [x.name] + [graph.array("weight", shape: shape)].compactMap(\.self))
  }

  private final class Work: Layer {
    let operation: ParametricRectifier
    let weight: Parameter
    let masksInputGradient = false

    init(_ operation: ParametricRectifier, _ weight: Parameter) {
      self.operation = operation
      self.weight = weight
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      operation.forward(input, weights: weight.values, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      operation.weightGradient(input: input, outputGradient: outputGradient, into: weight.gradient, compute: compute)
      guard let inputGradient else { return }
      operation.inputGradient(
        outputGradient, input: input, weights: weight.values, into: inputGradient, compute: compute)
    }
  }
}
