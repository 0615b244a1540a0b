internal import Basics
public import Options
public import TensorMath

/// Numbers or whole channels that are left out at random while a network trains: PyTorch's `Dropout` and `Dropout2d`.
public struct DropoutLayer: LayerKind {
  private static let rate = OptionKey<Double>(
    "p", .number(.unit), default: 0.5, argument: true, "the probability that one is left out")

  /// The rows of the table of layers.
  public static let rows: [OptionRow<any LayerKind>] = [
    row("dropout", "leave numbers out at random while training, and enlarge the others", .number),
    row("dropout2d", "leave whole channels out at random while training, and enlarge the others", .channel),
  ]

  private static func row(_ name: String, _ summary: String, _ unit: Dropout.Unit) -> OptionRow<any LayerKind> {
    let declaration = TermDeclaration(name, summary, options: [rate.declaration])
    return OptionRow(name, summary, options: declaration.options) { values in
      DropoutLayer(declaration: declaration, values: values, unit: unit)
    }
  }

  /// The row's declaration.
  public let declaration: TermDeclaration
  /// The options as they are set.
  public let values: OptionValues
  private let unit: Dropout.Unit

  /// What is left out, and how often.
  var operation: Dropout { Dropout(rate: values[Self.rate], of: unit) }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    if unit == .channel { _ = try input.image(for: name) }
    return input
  }

  /// The shape stays.
  public var traits: LayerTraits { [.keepsPlaces, .draws] }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { input.checkedCount ?? 0 }

  /// What goes in, as it comes out where the network evaluates.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> { input }

  /// The memory of the mask.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    DropoutMask.bytes(capacity: batch, shape: input, unit: unit).map { OperationMemory(tables: $0) }
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    Work(operation)
  }

  /// `nn.Dropout` or `nn.Dropout2d`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    PyTorchModule(
      unit == .channel ? "nn.Dropout2d" : "nn.Dropout", values[Self.rate] == 0.5 ? nil : "\(values[Self.rate])")
  }

  /// Nothing: what goes in comes out where a network evaluates.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String { x.name }

  private final class Work: Layer {
    let dropout: Dropout
    let mask = DropoutMask()
    let masksInputGradient = false

    init(_ dropout: Dropout) { self.dropout = dropout }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      guard let random = pass.random else { return Addition.copy(input, into: output, compute: pass.compute) }
      dropout.forward(input, into: output, mask: mask, generator: &random.generator, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      guard let inputGradient else { return }
      dropout.backward(outputGradient, mask: mask, into: inputGradient, compute: compute)
    }
  }
}

extension NetworkDescription {
  /// Whether a training step through it draws random numbers.
  public var drawsInTraining: Bool { layers.contains { $0.traits.contains(.draws) } }
}
